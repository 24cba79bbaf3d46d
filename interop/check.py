# Loads what we write with the libraries that others read it with; one line a check, and the sums at the end.

import importlib.util
import io
import json
import sys
import types
from contextlib import redirect_stdout
from pathlib import Path

FOLDER = Path(sys.argv[1])
passed = failed = skipped = 0


def check(name, run):
    """Runs one check; what is not installed is skipped and said."""
    global passed, failed, skipped
    try:
        said = run()
        passed += 1
        print(f" ✓ {name}: {said}")
    except ImportError as error:
        skipped += 1
        print(f" - {name}: skipped, {error}")
    except Exception as error:  # noqa: BLE001 - whatever a consumer throws is a failure of ours
        failed += 1
        print(f" ✗ {name}: {type(error).__name__}: {error}")


def module(name, path):
    """A module of an installed package by its file, without what the package itself imports."""
    spec = importlib.util.spec_from_file_location(name, path)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def place(package):
    found = importlib.util.find_spec(package)
    if found is None:
        raise ImportError(f"{package} could not be installed")
    return Path(list(found.submodule_search_locations)[0])


def trl():
    """TRL's own functions over formats. They name two classes of transformers, and need nothing else of it."""
    import datasets  # noqa: F401

    if "trl_data_utils" in sys.modules:
        return sys.modules["trl_data_utils"]
    if importlib.util.find_spec("transformers") is None:
        stub = types.ModuleType("transformers")
        stub.PreTrainedTokenizerBase = stub.ProcessorMixin = type("NotNeeded", (), {})
        sys.modules["transformers"] = stub
    sys.modules["trl_data_utils"] = module("trl_data_utils", place("trl") / "data_utils.py")
    # What looks for transformers later shall find that it is not there.
    if not getattr(sys.modules["transformers"], "__file__", None):
        del sys.modules["transformers"]
    return sys.modules["trl_data_utils"]


def load(name):
    import datasets

    return datasets.load_dataset("json", data_files=str(FOLDER / name), split="train", cache_dir=str(FOLDER / "cache"))


def columns(data, *names):
    assert set(data.column_names) == set(names), f"columns {data.column_names}"
    assert len(data) > 0, "no rows"


def talks(utils, data):
    for row in data:
        assert utils.is_conversational(row), "TRL does not take it for a conversation"


def sft():
    utils, data = trl(), load("trl_sft")
    columns(data, "prompt", "completion")
    talks(utils, data)
    return f"{len(data)} rows"


def preference():
    utils, data = trl(), load("trl_preference")
    columns(data, "prompt", "chosen", "rejected")
    talks(utils, data)
    unpaired = utils.unpair_preference_dataset(data)
    assert len(unpaired) == 2 * len(data) and set(unpaired.column_names) == {"prompt", "completion", "label"}
    return f"{len(data)} rows, unpaired by TRL to {len(unpaired)}"


def unpaired():
    utils, data = trl(), load("trl_unpaired")
    columns(data, "prompt", "completion", "label")
    talks(utils, data)
    assert data.features["label"].dtype == "bool"
    return f"{len(data)} rows, {sum(data['label'])} good"


def stepwise():
    utils, data = trl(), load("trl_stepwise")
    columns(data, "prompt", "completions", "labels")
    for row in data:
        assert not utils.is_conversational(row) and len(row["completions"]) == len(row["labels"])
        assert all(type(label) is bool for label in row["labels"])
    return f"{len(data)} rows, {sum(len(row['labels']) for row in data)} steps"


def rows(name, *keys):
    def run():
        data = load(name)
        missing = [key for key in keys if key not in data.column_names]
        assert not missing and len(data) > 0, f"missing {missing}"
        return f"{len(data)} rows"

    return run


def label_studio():
    from label_studio_sdk.label_interface import LabelInterface

    count = 0
    for config in sorted(FOLDER.glob("label_studio.*.xml")):
        interface = LabelInterface(config.read_text())
        for task in json.loads(config.with_suffix(".json").read_text()):
            for annotation in task["annotations"]:
                assert interface.validate_annotation(annotation) is True, config.name
                count += 1
                # A check that lets everything through would be none.
                annotation["result"][0]["from_name"] = "nobody"
                assert interface.validate_annotation(annotation) is not True, "the SDK takes anything"
    assert count > 0, "no annotations"
    return f"{count} annotations fit their labelling configurations"


def m2():
    compare = module("errant_compare_m2", place("errant") / "commands" / "compare_m2.py")
    path, said = str(FOLDER / "m2"), io.StringIO()
    arguments = sys.argv
    sys.argv = ["compare_m2", "-hyp", path, "-ref", path]
    try:
        with redirect_stdout(said):
            compare.main()
    finally:
        sys.argv = arguments
    figures = said.getvalue().split("\n")[3].split("\t")
    hits, false, missed, *_, score = figures
    assert int(hits) > 0 and false == missed == "0" and float(score) == 1.0, said.getvalue()
    return f"{hits} edits, each found by ERRANT again"


def applied():
    """The corrected sentences that ERRANT's rules make of the edits: every offset must lie in its sentence, in order."""
    count = 0
    for block in (FOLDER / "m2").read_text().strip().split("\n\n"):
        sentence, *edits = block.split("\n")
        words = sentence[2:].split()
        last = {}
        for edit in edits:
            span, kind, insert, *_, coder = edit[2:].split("|||")
            start, end = map(int, span.split())
            if kind == "noop":
                continue
            assert 0 <= last.get(coder, 0) <= start <= end <= len(words) and (insert == "-NONE-" or insert.split()), edit
            last[coder] = end
            count += 1
    assert count > 0, "no edits"
    return f"{count} edits in order, within their sentences"


check("TRL prompt-completion", sft)
check("TRL preference", preference)
check("TRL unpaired preference", unpaired)
check("TRL stepwise supervision", stepwise)
check("PRM800K loads", rows("prm800k", "labeler", "timestamp", "question", "label"))
check("ProcessBench loads", rows("processbench", "id", "generator", "problem", "steps", "final_answer_correct", "label"))
check("HelpSteer3 preference loads", rows("helpsteer3_preference", "domain", "language", "context", "response1", "response2", "overall_preference"))
check("HelpSteer3 feedback loads", rows("helpsteer3_feedback", "domain", "language", "context", "response1", "feedback1"))
check("HelpSteer3 edit loads", rows("helpsteer3_edit", "domain", "language", "context", "original_response", "edited_response", "feedback", "change_summary"))
check("HealthBench loads", rows("healthbench", "prompt", "prompt_id", "rubrics", "example_tags", "ideal_completions_data"))
check("Label Studio SDK", label_studio)
check("ERRANT compare_m2", m2)
check("M2 offsets", applied)
print(f"{skipped} skipped")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
