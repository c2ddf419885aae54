"""Prints docs/audit.svg: the terminal page of an audit of the example company's pool, as a picture.

    picture.py [LINES]
"""
import html
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINE, CHAR, MARGIN = 18, 8.4, 16
COLOURS = {"✗": "#f38ba8", "✓": "#a6e3a1", "?": "#f9e2af"}


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 38
    page = subprocess.run([ROOT / "build/evenset", "audit", "examples/pool"], cwd=ROOT, capture_output=True, text=True).stdout
    lines = page.splitlines()[:count]
    width, height = MARGIN * 2 + CHAR * max(map(len, lines)), MARGIN * 2 + LINE * len(lines)
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}">')
    print('<rect width="100%" height="100%" rx="8" fill="#1e1e2e"/>')
    print('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">')
    for i, line in enumerate(lines):
        mark = next((m for m in COLOURS if m in line[-14:] or line.startswith(m)), None)
        colour = COLOURS.get(mark, "#cdd6f4")
        print(f'<text x="{MARGIN}" y="{MARGIN + LINE * (i + 1) - 5}" fill="{colour}" textLength="{CHAR * len(line):.1f}">{html.escape(line)}</text>')
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
