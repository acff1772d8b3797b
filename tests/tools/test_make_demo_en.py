"""The English starter: what is committed is what the generator makes."""

from tools import make_demo_en


def test_the_committed_data_are_what_the_generator_makes() -> None:
    folder = make_demo_en.FOLDER
    committed = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert committed == make_demo_en.files(), "run: python -m tools.make_demo_en"
