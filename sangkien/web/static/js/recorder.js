/* Voice notes: records for a minute at most and puts the recording into the box for files, which
   stays there for whoever has one already. */

const MOST_SECONDS = 60;
const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

function enhance(box) {
  const input = box.closest("form").querySelector("input[type=file]");
  const [start, stop, time, level] = ["start", "stop", "time", "level"].map((name) => box.querySelector(`[data-${name}]`));
  const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
  if (!kind) return;
  let clock = 0;

  const show = (isRunning) => {
    start.hidden = isRunning;
    stop.hidden = level.hidden = !isRunning;
  };

  const keep = (parts, seconds) => {
    const type = kind.split(";")[0];
    const list = new DataTransfer();
    list.items.add(new File(parts, `ghi-am.${ENDINGS[type]}`, { type }));
    input.files = list.files;
    time.textContent = fill(box.dataset.done, { seconds });
  };

  start.addEventListener("click", async () => {
    let sound;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      time.textContent = box.dataset.refused;
      return;
    }
    const recorder = new MediaRecorder(sound, { mimeType: kind, audioBitsPerSecond: 24_000 });
    const parts = [];
    let seconds = 0;
    recorder.addEventListener("dataavailable", ({ data }) => { if (data.size) parts.push(data); });
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of sound.getTracks()) track.stop();
      show(false);
      keep(parts, seconds);
    });
    const tick = () => {
      time.textContent = fill(box.dataset.running, { seconds, left: MOST_SECONDS - seconds });
      level.value = seconds;
      if (seconds >= MOST_SECONDS) recorder.stop();
      seconds += 1;
    };
    stop.onclick = () => { if (recorder.state === "recording") recorder.stop(); };
    recorder.start();
    show(true);
    tick();
    clock = setInterval(tick, 1000);
    stop.focus();
  });
  box.hidden = false;
}

if (window.MediaRecorder && navigator.mediaDevices) {
  for (const box of document.querySelectorAll("[data-record]")) enhance(box);
}
