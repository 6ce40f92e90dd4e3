{% load static %}/* Nothing that belongs to somebody is ever kept here: one public page and its parts. */
const PAGE = "{% url "offline:page" %}";
const PARTS = [
  PAGE,
  "{% static "css/base.css" %}", "{% static "css/components.css" %}", "{% static "css/print.css" %}", "{% static "css/evidence.css" %}",
  "{% static "js/display.js" %}", "{% static "js/identity.js" %}", "{% static "js/offline.js" %}",
  "{% static "js/evidence.js" %}",
  "{% static "img/mark.svg" %}",
  "{% static "fonts/be-vietnam-pro-400.woff2" %}", "{% static "fonts/be-vietnam-pro-600.woff2" %}",
];
const SHELF = "mat-mang:" + PARTS.join("|").length + ":{% static "js/offline.js" %}";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(PARTS)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  else if (PARTS.includes(path)) event.respondWith(fetch(request).catch(() => caches.match(path)));
});
