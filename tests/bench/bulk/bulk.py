#!/usr/bin/python3
"""Many reports, the same files for all, in turns: minutemill, a floor program, pandoc, LibreOffice.

  bulk.py BUILD [--reports N] [--folder DIR] [--rounds R] [--jobs J] [--pipeline NAME] [--inputs DIR]
          [--neighbours [--some N]] [--scale N]

BUILD is a build folder with bin/minutemill and the floor program (cmake -DMINUTEMILL_BENCH=ON). The reports are made up and
always the same; --inputs (or BULK_INPUTS in the environment) takes a folder of HTML files instead. Prints reports a second,
processor time a report, the ratio of times to the floor's, and the memory of the largest worker. The best of the rounds counts.
--neighbours runs pandoc and LibreOffice over the first --some reports; --scale tells what a report costs and how much memory
a worker has in a run of 1,000 and in one of N.
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
import threading
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


def resident(pid):
    try:
        with open("/proc/%d/statm" % pid) as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


class Watch(threading.Thread):
    """The memory of a process's children while it runs: (seconds, bytes of the largest)."""

    def __init__(self, pid):
        super().__init__()
        self.pid, self.seen, self.over = pid, [], threading.Event()
        self.begin = time.monotonic()

    def run(self):
        while not self.over.wait(0.05):
            try:
                with open("/proc/%d/task/%d/children" % (self.pid, self.pid)) as file:
                    sizes = [resident(int(child)) for child in file.read().split()]
            except OSError:
                continue
            if sizes:
                self.seen.append((time.monotonic() - self.begin, max(sizes)))

    def peak(self):
        return max((size for _, size in self.seen), default=0)

    def growth(self):
        """Largest in the last tenth of the run over the largest in its second tenth."""
        if not self.seen:
            return 0
        end = self.seen[-1][0]
        early = [size for at, size in self.seen if end * 0.1 <= at <= end * 0.2]
        late = [size for at, size in self.seen if at >= end * 0.9]
        return max(late) / max(early) - 1 if early and late else 0


def timed(command, environment=None):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(environment or {})}) as process:
        watch = Watch(process.pid)
        watch.start()
        errors = process.stderr.read()
        status = process.wait()
    seconds = time.monotonic() - begin
    watch.over.set()
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status not in (0, 1):
        sys.exit("%s: exit status %d\n%s" % (command, status, errors.decode(errors="replace")[-2000:]))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, cpu, watch


LOOP = """function Pandoc()
for path in io.lines(os.getenv('LIST')) do
  local file = io.open(path) local html = file:read('a') file:close()
  if utf8.len(html) then  -- what is in another charset would end it, with an error that cannot be caught
    local doc = pandoc.read(html, 'html')
    local name = os.getenv('OUT') .. '/' .. path:gsub('/', '_')
    for _, format in ipairs({'docx', 'epub', 'json'}) do
      local made = io.open(name .. '.' .. format, 'w') made:write(pandoc.write(doc, format)) made:close()
    end
  end
end
end
"""
PER_FILE = "for f in docx epub json; do pandoc -f html -t $f -o \"$0/$(basename \"$1\").$f\" \"$1\"; done"


def neighbours(inputs, box, jobs):
    """Rows of (name, processes, command, environment, folder of what it makes)."""
    list_file, loop = box / "some", box / "loop.lua"
    list_file.write_text("".join("%s\n" % f for f in inputs))
    loop.write_text(LOOP)
    outs = [box / name for name in ("pandoc", "looping", "office")]
    for out in outs:
        out.mkdir()
    rows = []
    if shutil.which("pandoc"):
        rows.append(("pandoc per file", jobs, ["xargs", "-a", str(list_file), "-P", str(jobs), "-n", "1", "sh", "-c", PER_FILE, str(outs[0])], {}, outs[0]))
        rows.append(("pandoc looping", 1, ["pandoc", "-f", "html", "-t", "plain", "--lua-filter", str(loop), "/dev/null"], {"LIST": str(list_file), "OUT": str(outs[1])}, outs[1]))
    if shutil.which("soffice"):
        rows.append(("LibreOffice, DOCX only", 1, ["soffice", "-env:UserInstallation=file://%s/profile" % box, "--headless", "--infilter=HTML (StarWriter)", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(outs[2]), *map(str, inputs)], {}, outs[2]))
    return rows


def compare(a, box, files, best):
    rates = {name: len(files) / result[0] for name, result in best.items()}
    costs = {name: result[1] / len(files) for name, result in best.items()}
    some = files[: a.some]
    for name, processes, command, environment, out in neighbours(some, box, a.jobs):
        seconds, cpu, _ = timed(command, environment)
        made = sum(1 for f in out.iterdir() if f.suffix in (".docx", ".epub", ".json"))
        count = max(1, made / (1 if "DOCX only" in name else 3))  # what it could read
        rate = count / seconds
        ratios = ", ".join("%s %.0f x" % (own, rates[own] / rate) for own in rates if own != "floor")
        if processes == 1 and a.jobs > 1:
            ratios += "; for each core %.0f x" % (rates["minutemill"] / a.jobs / rate)
        print("%-24s %8.1f reports/s  %6.1f ms CPU each   as fast: %s   less CPU: %.0f x" %
              (name, rate, cpu * 1000 / count, ratios, cpu / count / costs["minutemill"]), flush=True)


def scale(a, box, program):
    for count in (1000, a.scale):
        inputs = box / ("scale-%d" % count)
        make_inputs(inputs, count)
        for extra in ([], ["--pack", "zip"]):
            out = box / ("scaled-%d%s" % (count, extra[-1] if extra else ""))
            seconds, cpu, watch = timed([str(program), "run", a.pipeline, str(inputs), "--out", str(out), "--jobs", str(a.jobs), "--progress", "none", *extra])
            print("%9d reports%-11s %7.0f reports/s  %5.0f us CPU each  worker %5.1f MiB, grown by %.1f %%" %
                  (count, " in packs" if extra else "", count / seconds, cpu * 1e6 / count, watch.peak() / 2**20, watch.growth() * 100), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--folder", type=pathlib.Path, help="where inputs and outputs are put; a tmpfs or a disk")
    parser.add_argument("--inputs", type=pathlib.Path, default=os.environ.get("BULK_INPUTS"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--pipeline", default="gov-minutes")
    parser.add_argument("--neighbours", action="store_true", help="pandoc and LibreOffice too")
    parser.add_argument("--some", type=int, default=100, help="reports for the neighbours")
    parser.add_argument("--scale", type=int, help="compare a run of 1,000 with one of so many")
    a = parser.parse_args()
    program, floor = a.build.resolve() / "bin/minutemill", a.build.resolve() / "bin/bulk_floor"
    box = pathlib.Path(tempfile.mkdtemp(prefix="bulk.", dir=a.folder))
    try:
        inputs = pathlib.Path(a.inputs).resolve() if a.inputs else box / "in"
        if not a.inputs:
            make_inputs(inputs, a.reports)
        files = sorted(inputs.rglob("*.html"))
        list_file = box / "list"
        list_file.write_text("".join("%s\n" % f for f in files))
        size = sum(f.stat().st_size for f in files)
        print("%d reports, %.1f kB each, %d workers, best of %d; load %s" %
              (len(files), size / len(files) / 1000, a.jobs, a.rounds, " ".join("%.1f" % n for n in os.getloadavg())), flush=True)
        run = [str(program), "run", a.pipeline, str(inputs), "--include", "*.html", "--out", "OUT", "--jobs", str(a.jobs), "--progress", "none"]
        rows = [("floor", [str(floor), str(a.jobs), "OUT", str(list_file)]), ("minutemill", run), ("minutemill --pack zip", run + ["--pack", "zip"])]
        best = {}
        for turn in range(a.rounds):
            for number, (name, command) in enumerate(rows):
                # A new folder each: file systems are slow to use again what has just been deleted.
                out = box / ("out-%d-%d" % (turn, number))
                os.sync()
                result = timed([str(out) if word == "OUT" else word for word in command])
                best[name] = min(best.get(name, (1e9, 0, None)), result, key=lambda r: r[0])
        for name, _ in rows:
            seconds, cpu, watch = best[name]
            print("%-24s %8.0f reports/s  %5.2f x the floor's time  %5.2f x its CPU  %5.0f us CPU each  %4.0f MiB" %
                  (name, len(files) / seconds, seconds / best["floor"][0], cpu / best["floor"][1], cpu * 1e6 / len(files), watch.peak() / 2**20), flush=True)
        if a.neighbours:
            compare(a, box, files, best)
        if a.scale:
            scale(a, box, program)
    finally:
        shutil.rmtree(box)


if __name__ == "__main__":
    main()
