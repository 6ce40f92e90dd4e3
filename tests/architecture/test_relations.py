"""import-linter cannot see ForeignKey("app.Model"), so relations are checked from the models."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]


def ranks() -> dict[str, int]:
    """App -> height, read from the same contract that import-linter checks."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["id"] == "apps")
    return {
        app: height
        for height, layer in enumerate(reversed(layers))
        for app in re.findall(r"\w+", layer)
    }


def app_of(model: Any) -> str:
    """The folder: the label of one app differs, because Django has its own "messages"."""
    parts: list[str] = model.__module__.split(".")
    return parts[1] if parts[0] == "sangkien" else ""


def upward_relations() -> Iterator[str]:
    rank = ranks()
    for model in apps.get_models():
        if not model.__module__.startswith("sangkien."):
            continue
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            target = app_of(field.related_model)
            if rank.get(target, -1) > rank[app_of(model)]:
                yield f"{model._meta.label}.{field.name} -> {target}"


def test_relations_point_downwards() -> None:
    assert list(upward_relations()) == []


def test_every_app_stands_in_the_contract() -> None:
    ours = {
        config.name.split(".")[1]
        for config in apps.get_app_configs()
        if config.name.startswith("sangkien.")
    }

    assert ours - set(ranks()) == set()
