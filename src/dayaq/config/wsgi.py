"""The door that the web server knocks at."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayaq.config.settings")
application = get_wsgi_application()
