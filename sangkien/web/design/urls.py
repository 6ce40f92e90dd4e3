"""The page that shows the design system."""

from django.urls import path

from sangkien.web.design import views

app_name = "design"
urlpatterns = [path("thiet-ke/", views.index, name="index")]
