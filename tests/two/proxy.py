"""nginx as docs/nginx.conf says, with other ports: what the papers tell to install is what the tests go through."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.web.served import ROOT, Served, free_port, stopped_afterwards, until_ready

SITE = ROOT / "docs" / "nginx.conf"
INSTANCE = "X-Instance"
"""A header the tests add: the address of the instance that answered, the ones passed over before it."""
AROUND = """
daemon off;
{user}
worker_processes 2;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    add_header X-Instance $upstream_addr always;
    include {home}/site.conf;
}}
"""


def find() -> str:
    """The path of nginx; a sentence instead of a skip where there is none."""
    found = shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))
    if found is None:
        raise RuntimeError("These tests need a real nginx, and there is none. Install it: apt-get install nginx")
    return found


def site(port: int, *instances: Served) -> str:
    """The shipped configuration with the ports of a test. Raises AssertionError where it has no such line."""
    written = SITE.read_text("utf-8")
    for before, after in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        *((f"server 127.0.0.1:{8501 + n} ", f"server 127.0.0.1:{one.port} ") for n, one in enumerate(instances)),
    ):
        written, times = re.subn(f"^( *){re.escape(before)}", rf"\g<1>{after}", written, flags=re.MULTILINE)
        assert times == 1, before
    return written


@contextmanager
def proxy(home: Path, *instances: Served) -> Iterator[Served]:
    """A running nginx in front of these instances; it is knocked at like a server."""
    port, output = free_port(), home / "nginx.log"
    (home / "site.conf").write_text(site(port, *instances), "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is ours alone
    (home / "nginx.conf").write_text(AROUND.format(home=home, user=user), "utf-8")
    with output.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [find(), "-e", "stderr", "-p", home, "-c", home / "nginx.conf"],
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    served = Served(port, home, process, output, instances[0].database)
    with stopped_afterwards(served):
        until_ready(served)
        yield served
