# What was submitted to a Label Studio, read from its export: `label_studio.py URL TOKEN PROJECT…`. Every annotation has to fit
# the project's configuration by the rules of their own library.

import json
import sys
import urllib.request

from label_studio_sdk.label_interface import LabelInterface

base, token, *projects = sys.argv[1:]


def get(path):
    request = urllib.request.Request(base + path, headers={"Authorization": f"Token {token}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


marks = skipped = 0
for project in projects:
    interface = LabelInterface(get(f"/api/projects/{project}/")["label_config"])
    tasks = get(f"/api/projects/{project}/export?exportType=JSON&download_all_tasks=true")
    assert tasks, f"project {project} has no tasks"
    for task in tasks:
        assert not task["drafts"], f"a draft is left at {task['id']}"
        for annotation in task["annotations"]:
            assert interface.validate_annotation(annotation) is True, annotation["result"]
            skipped += annotation["was_cancelled"]
            for result in annotation["result"]:
                value = result["value"]
                if "labels" in value:
                    marks += 1
                    # Python counts as their page does: in code points.
                    assert task["data"]["answer"][value["start"] : value["end"]] == value["text"], value
assert marks > 0 and skipped > 0, "nothing was submitted or skipped"
print(f"{marks} marks where their page shows them, {skipped} skipped, all fit their configurations")
