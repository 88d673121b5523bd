"""What an operator starts from: compose.yml and the files in deploy/ fit the application and each other."""

import json
import re

import pytest
import yaml
from starlette.testclient import TestClient

from bot.settings import Settings
from bot.web.app import create_app
from tests.conftest import PROJECT

COMPOSE = yaml.safe_load((PROJECT / "compose.yml").read_text("utf-8"))
APPS = sorted(name for name, service in COMPOSE["services"].items() if service.get("image") == "lotse")
CADDY = (PROJECT / "deploy/Caddyfile").read_text("utf-8")


def test_two_processes_share_redis_database_and_keys() -> None:
    assert APPS == ["app1", "app2"]
    environments = [COMPOSE["services"][name]["environment"] for name in APPS]
    assert environments[0] == environments[1]
    assert {"LOTSE_REDIS_URL", "LOTSE_DATABASE_URL", "LOTSE_SECRET_KEYS"} <= environments[0].keys()


def test_compose_gives_the_servers_it_names() -> None:
    urls = " ".join(COMPOSE["x-app"]["environment"].values())
    assert set(re.findall(r"(?://|@)(redis|postgres)\b", urls)) <= COMPOSE["services"].keys()


@pytest.mark.parametrize("service", ["redis", "postgres"])
def test_what_is_stored_survives_a_new_container(service: str) -> None:
    (volume,) = COMPOSE["services"][service]["volumes"]
    assert volume.split(":")[0] in COMPOSE["volumes"]


def test_both_keep_the_data_folder_with_its_key_on_one_volume() -> None:
    folder = COMPOSE["x-app"]["environment"]["LOTSE_DATA_DIR"]
    (volume,) = [one.split(":")[0] for one in COMPOSE["x-app"]["volumes"] if one.split(":")[1] == folder]
    assert volume in COMPOSE["volumes"]


def test_caddy_asks_all_processes_and_hides_what_is_for_operators() -> None:
    (upstreams,) = re.findall(r"reverse_proxy (.+) \{", CADDY)
    assert sorted(upstreams.split()) == [f"{name}:8000" for name in APPS]
    assert "@inside path /metrics /readyz" in CADDY


def test_a_process_that_is_gone_costs_no_message() -> None:
    assert "request_buffers" in CADDY and "lb_try_duration" in CADDY
    assert "fail_duration" not in CADDY  # one request that fails twice would take both out of service


def test_caddy_writes_nothing_about_a_request_into_its_log() -> None:
    log = re.search(r"^\tlog \{\n(.*?)^\t\}", CADDY, flags=re.MULTILINE | re.DOTALL)
    assert log is not None and "request delete" in log.group(1)


def test_prometheus_asks_each_process() -> None:
    config = yaml.safe_load((PROJECT / "deploy/prometheus.yml").read_text("utf-8"))
    ((scraped,),) = [job["static_configs"] for job in config["scrape_configs"]]
    assert sorted(scraped["targets"]) == [f"{name}:8000" for name in APPS]


def test_the_dashboard_shows_figures_that_exist() -> None:
    app = create_app(Settings())
    metrics = app.state.services.metrics
    metrics.requests.labels("GET", "/healthz", "200").inc()
    metrics.messages.labels("text").observe(0.01)
    metrics.outcomes.labels("answer", "de").inc()
    served = set(re.findall(r"^(lotse_\w+)", TestClient(app).get("/metrics").text, flags=re.MULTILINE))
    dashboard = json.loads((PROJECT / "deploy/grafana-dashboard.json").read_text("utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert len(asked) >= len(dashboard["panels"]) == 6
    for expression in asked:
        assert set(re.findall(r"lotse_\w+", expression)) <= served, expression
