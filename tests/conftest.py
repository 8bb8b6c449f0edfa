import pytest
from finished import Reports


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """Build the report of a corpus when a test first asks for it; call it with the corpus's name."""
    return Reports(tmp_path_factory.mktemp("reports"))
