"""What mkdocs.yml sets once and pages print: name, address, repository, contact for corrections, edition."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def chosen(config: Mapping) -> dict[str, str | None]:
    """These settings out of a configuration of MkDocs; what is not set is None."""
    extra = config["extra"] if "extra" in config and config["extra"] else {}
    found = {name: config[name] if name in config else None for name in ("site_url", "repo_url", "site_name")}
    found |= {name: extra[name] if name in extra else None for name in ("corrections_contact", "edition")}
    return {name: str(value) if value else None for name, value in found.items()}


def read() -> dict[str, str | None]:
    """The same out of mkdocs.yml and the environment, without MkDocs."""
    import yaml
    from yaml_env_tag import construct_env_tag

    class Loader(yaml.SafeLoader):
        """Reads `!ENV [NAME, default]` as MkDocs does."""

    Loader.add_constructor("!ENV", construct_env_tag)
    return chosen(yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader))
