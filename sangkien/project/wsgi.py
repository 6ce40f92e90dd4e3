"""The web process."""

import atexit
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.project.settings")
os.environ.setdefault("SANGKIEN_PROCESS", "web")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from sangkien.project.gateway import refuse_unreadable

application = refuse_unreadable(get_wsgi_application())

if settings.WORKER == "inline":
    from sangkien.project.worker import InlineWorker  # needs the apps, which are loaded by now

    _worker = InlineWorker()
    _worker.start()
    atexit.register(_worker.stop)
