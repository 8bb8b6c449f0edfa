import pytest
from finished import Reports

WHOLE_RUN = 2_000
"""Tests from which a run is taken for one of all tests, which will want every report."""


@pytest.fixture(scope="session")
def reports(request, tmp_path_factory):
    """Call it with a corpus's name: its report, built when a test first asks for it."""
    whole_run = len(request.session.items) > WHOLE_RUN
    made = Reports(tmp_path_factory.mktemp("reports"), ahead=whole_run)
    yield made
    made.close()
