"""`python -m tests.two`: an instance is killed under load; prints what two browsers saw, second by second."""

from playwright.sync_api import sync_playwright

from tests.conftest import Databases
from tests.postgres import cluster
from tests.scratch import scratch
from tests.two.meeting import Meeting
from tests.two.pair import pair
from tests.web.conftest import CHROMIUM, FLAGS

if __name__ == "__main__":
    with cluster() as server, scratch("two") as folder, sync_playwright() as playwright:
        databases = Databases("postgresql", server=server).prepare()
        with pair(folder, databases) as both:
            browser, store = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS), both.store()
            meeting = Meeting(both, browser, store)
            meeting.begin()
            meeting.goes_on()
            meeting.saves()
            print(meeting.protocol())
            browser.close()
            store.close()
        databases.close()
