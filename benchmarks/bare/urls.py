from django.urls import path

from benchmarks.bare import views

urlpatterns = [
    path("submit/", views.submit, name="submit"),
    path("done/<code>/", views.done, name="done"),
]
