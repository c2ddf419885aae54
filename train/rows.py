"""Rows to train on and to measure with: messages, labels, and what stands for them in the encoder."""
import json
import pathlib
import subprocess

import public

ROOT = pathlib.Path(__file__).resolve().parents[1]
CORPUS = ROOT / "data/corpus"
VALUES = {
    "question_type": ["factual", "how_to", "comparative", "troubleshooting", "multi_step", "other"],
    "difficulty": ["easy", "medium", "hard"],
    "openness": ["closed", "open"],
    "ambiguous": ["no", "yes"],
    "adversarial": ["no", "yes"],
    "adversarial_kind": ["none", "contradiction", "impossible", "boundary", "conflicting_requirements", "model_limits", "false_premise"],
    "negative": ["none", "out_of_scope", "unethical", "outdated", "unknown", "competitor", "roadmap", "personal"],
    "behaviour": ["answers", "clarifies", "corrects", "declines", "unknown_answer"],
    "tone": ["professional", "conversational", "mixed"],
    "examples": ["with", "conceptual"],
    "turn_kind": ["follow_up", "clarification", "refinement"],
    "language_style": ["clean", "informal", "typos"],
    "domain": ["product_features", "api_integration", "pricing_billing", "setup_configuration", "best_practices",
               "limitations", "use_cases", "policies", "other"],
}
OF_RESPONSE = ("behaviour", "tone", "examples")


def companies():
    return list(public.lines(CORPUS / "companies.jsonl"))


def of_companies(held_out):
    """Rows of the companies that are (not) held out."""
    return [dict(row, source=company["file"]) for company in companies() if company.get("held_out", False) == held_out
            for row in public.lines(CORPUS / "companies" / f"{company['file']}.jsonl")]


def real(folder, name):
    return [dict(row, source="real:" + row["source"]) for row in public.labelled(folder, CORPUS / "real" / f"{name}.jsonl")]


def targets(row, bare=False):
    """Per dimension the number of the value, -1 where there is none to learn."""
    labels = row["labels"]
    return {d: names.index(labels[d]) if labels.get(d) in names and not (bare and d in OF_RESPONSE) else -1
            for d, names in VALUES.items()}


def without_response(messages):
    return messages[:-1] if messages[-1]["role"] == "assistant" else messages


def pieces(all_messages):
    """Ids and segments of rows, packed by the program itself."""
    text = "".join(json.dumps({"messages": messages}) + "\n" for messages in all_messages)
    done = subprocess.run([ROOT / "build-train/train_tokens"], input=text.encode(), capture_output=True, check=True)
    packed = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(packed) == len(all_messages)
    return [(row["ids"], row["types"]) for row in packed]
