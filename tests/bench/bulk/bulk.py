#!/usr/bin/python3
"""Many reports, the same files for all, in turns: minutemill, a floor program, pandoc, LibreOffice.

  bulk.py BUILD [--reports N] [--folder DIR] [--rounds R] [--jobs J] [--pipeline NAME] [--neighbours] [--inputs DIR]

BUILD is a build folder with bin/minutemill and the floor program (cmake -DMINUTEMILL_BENCH=ON). Reports are made up and
always the same; --inputs takes a folder of HTML files instead. Prints reports a second, the ratio to the floor, and the
memory of the largest process. The best of the rounds counts.
"""
import argparse
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TOPICS = "flood walls,the library roof,bus shelters,street lights,school meals,the harbour crane,bicycle lanes,the budget".split(",")
VERBS = "heard a report on,approved,postponed,discussed at length,asked for figures about,agreed to publish".split(",")
CHINESE = "会议听取了关于防汛工作的汇报，强调要压实责任，完善预案，确保安全度汛。会议研究了老旧小区改造事项，要求有关部门加快推进。"


def make_report(number):
    draw = random.Random(number)
    paragraphs = []
    for _ in range(draw.randint(4, 24)):
        if number % 2:
            begin = draw.randrange(20)
            paragraphs.append("<p>　　" + (CHINESE[begin:] + CHINESE)[: draw.randint(40, 160)] + "</p>")
        else:
            paragraphs.append("<p>" + " ".join("The council %s %s." % (draw.choice(VERBS), draw.choice(TOPICS)) for _ in range(draw.randint(2, 7))) + "</p>")
    return ("<!DOCTYPE html><html><head><meta charset='utf-8'><title>Report %d</title></head><body><h1>Report %d</h1>%s</body></html>"
            % (number, number, "\n".join(paragraphs)))


def make_inputs(folder, count):
    for number in range(count):
        path = folder / ("%03d" % (number // 1000)) / ("%06d.html" % number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_report(number), encoding="utf-8")


def timed(command, **options):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    seconds = time.monotonic() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status.returncode not in (0, 1):
        sys.exit("%s: exit status %d\n%s" % (command, status.returncode, status.stderr.decode(errors="replace")[-2000:]))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu


def peak_memory(command):
    """Kilobytes of the largest process of a command, of a run of its own."""
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(subprocess.run([sys.executable, "-c", code, *map(str, command)], capture_output=True, text=True).stdout)


def neighbours(inputs, out, jobs, list_file):
    looping = out / "loop.lua"
    looping.write_text(
        "function Pandoc()\n"
        "for path in io.lines(os.getenv('LIST')) do\n"
        "  local file = io.open(path) local html = file:read('a') file:close()\n"
        "  local doc = pandoc.read(html, 'html')\n"
        "  local name = os.getenv('OUT') .. '/' .. path:gsub('/', '_')\n"
        "  for _, format in ipairs({'docx', 'epub', 'json'}) do\n"
        "    local made = io.open(name .. '.' .. format, 'w') made:write(pandoc.write(doc, format)) made:close()\n"
        "  end\nend\nend\n")
    per_file = "for f in docx epub json; do pandoc -f html -t $f -o \"$0/$(basename \"$1\").$f\" \"$1\"; done"
    rows = []
    if shutil.which("pandoc"):
        rows.append(("pandoc per file", ["xargs", "-a", str(list_file), "-P", str(jobs), "-n", "1", "sh", "-c", per_file, str(out)], {}))
        rows.append(("pandoc looping, one core", ["pandoc", "-f", "html", "-t", "plain", "--lua-filter", str(looping), "/dev/null"], {"LIST": str(list_file), "OUT": str(out)}))
    if shutil.which("soffice"):
        rows.append(("LibreOffice, DOCX only", ["soffice", "--headless", "--convert-to", "docx", "--outdir", str(out), *map(str, inputs)], {}))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--folder", type=pathlib.Path, help="where inputs and outputs are put; a tmpfs or a disk")
    parser.add_argument("--inputs", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--pipeline", default="generic-html")
    parser.add_argument("--neighbours", action="store_true", help="pandoc and LibreOffice too, over the first 100 reports")
    a = parser.parse_args()
    a.build = a.build.resolve()
    box = pathlib.Path(tempfile.mkdtemp(prefix="bulk.", dir=a.folder))
    inputs = a.inputs.resolve() if a.inputs else box / "in"
    if not a.inputs:
        make_inputs(inputs, a.reports)
    files = sorted(inputs.rglob("*.html"))
    list_file = box / "list"
    list_file.write_text("".join("%s\n" % f for f in files))
    size = sum(f.stat().st_size for f in files)
    print("%d reports, %.1f kB each, %d workers, best of %d" % (len(files), size / len(files) / 1000, a.jobs, a.rounds))
    program, floor = a.build / "bin/minutemill", a.build / "bin/bulk_floor"
    rows = [("floor", [str(floor), str(a.jobs), "OUT", str(list_file)]),
            ("minutemill", [str(program), "run", a.pipeline, str(inputs), "--out", "OUT", "--jobs", str(a.jobs), "--progress", "none"])]
    best = {}
    for _ in range(a.rounds):
        for name, command in rows:
            out = box / "out"
            shutil.rmtree(out, ignore_errors=True)
            os.sync()
            result = timed([str(out) if word == "OUT" else word for word in command])
            best[name] = min(best.get(name, (1e9, 0)), result)
    for name, command in rows:
        out = box / "out"
        shutil.rmtree(out, ignore_errors=True)
        memory = peak_memory([str(out) if word == "OUT" else word for word in command])
        seconds, cpu = best[name]
        print("%-26s %8.0f reports/s  %6.2f x the floor's time  %6.0f us CPU each  %4d MB" %
              (name, len(files) / seconds, seconds / best["floor"][0], cpu * 1e6 / len(files), memory // 1000))
    if a.neighbours:
        some = files[:100]
        list_file.write_text("".join("%s\n" % f for f in some))
        own = len(files) / best["minutemill"][0]
        out = box / "others"
        out.mkdir()
        for name, command, environment in neighbours(some, out, a.jobs, list_file):
            seconds, cpu = timed(command, env={**os.environ, **environment})
            made = sum(1 for f in out.iterdir() if f.suffix in (".docx", ".epub", ".json"))
            rate = len(some) / seconds
            print("%-26s %8.1f reports/s  minutemill is %.0f x as fast (%d files made)" % (name, rate, own / rate, made))
    shutil.rmtree(box)


if __name__ == "__main__":
    main()
