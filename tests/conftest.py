import pytest
from finished import Reports


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """Call it with a corpus's name: its report, built when a test first asks for it."""
    return Reports(tmp_path_factory.mktemp("reports"))
