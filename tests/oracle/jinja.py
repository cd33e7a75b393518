"""Chat templates by Jinja2, set up as Hugging Face's transformers does (utils/chat_template_utils.py).

  jinja.py golden [VOCAB-FOLDER] > tests/golden/jinja/cases.json    cases of jinja_cases.py, and the templates in vocabularies
  jinja.py compare PROGRAM TEMPLATE...                              tests/jinja.c beside Jinja2, on the same data

Needs the jinja2 module (Debian: python3-jinja2). Data is JSON that both sides read."""
import datetime
import glob
import json
import os
import struct
import subprocess
import sys
import tempfile

import jinja2
import jinja2.ext
import jinja2.nodes
import jinja2.sandbox

import jinja_cases


class Generation(jinja2.ext.Extension):
    """{% generation %}: its body is text as any other."""
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("_text"), [], [], body).set_lineno(line)

    def _text(self, caller):
        return caller()


def environment(date):
    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    def tojson(x, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(x, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    env = jinja2.sandbox.ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True,
                                                       extensions=[Generation, jinja2.ext.loopcontrols])
    env.filters["tojson"] = tojson
    env.globals["raise_exception"] = raise_exception
    if date:
        day = datetime.datetime.fromisoformat(date)
        env.globals["strftime_now"] = lambda form: day.strftime(form)
    return env


def render(template, data, date):
    return environment(date).from_string(template).render(**data)


def gguf_template(path):
    """tokenizer.chat_template of a GGUF; None: it has none."""
    form = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
    with open(path, "rb") as f:
        def number(code):
            return struct.unpack(code, f.read(struct.calcsize(code)))[0]

        def value(kind):
            if kind == 8:
                return f.read(number("<Q"))
            if kind == 9:
                item = number("<I")
                return [value(item) for _ in range(number("<Q"))]
            return number(form[kind])

        f.read(16)
        for _ in range(number("<Q")):
            key = value(8)
            v = value(number("<I"))
            if key == b"tokenizer.chat_template":
                return v.decode()
    return None


def golden(folder):
    out = []
    for name, template, data, date in jinja_cases.cases():
        out.append({"name": name, "template": template, "data": data, "date": date, "want": render(template, data, date)})
    for path in sorted(glob.glob(os.path.join(folder, "*.gguf"))) if folder else []:
        template = gguf_template(path)
        for name, data in jinja_cases.conversations() if template else []:
            try:
                want = render(template, data, None)
            except Exception:  # it needs a message
                continue
            out.append({"name": os.path.basename(path) + " " + name, "vocab": os.path.basename(path), "data": data, "date": None,
                        "want": want})
    print("[" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in out) + "]")


def compare(program, paths):
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        for path in paths:
            template = gguf_template(path) if path.endswith(".gguf") else open(path, newline="").read()
            says = {}
            if template is None:
                continue
            for name, data in jinja_cases.conversations():
                with open(work + "/data", "w") as f:
                    json.dump(data, f)
                run = subprocess.run([program, path, work + "/data", jinja_cases.DATE], capture_output=True)
                try:
                    want = render(template, data, jinja_cases.DATE).encode()
                except Exception as e:  # whatever Jinja2 refuses
                    want = None
                    why = str(e)
                if want is None:
                    said = "both refuse" if run.returncode == 1 else "DIFFERENT: Jinja2 refuses: " + why
                elif run.returncode:
                    said = "REFUSED: " + run.stderr.decode().strip()
                else:
                    said = "same" if run.stdout == want else "DIFFERENT: %r instead of %r" % (run.stdout, want)
                says.setdefault(said, []).append(name)
            for said, names in says.items():
                wrong += said not in ("same", "both refuse")
                print("%s: %s (%d)" % (os.path.basename(path), said, len(names)))
    return wrong


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "golden":
        golden(sys.argv[2] if len(sys.argv) > 2 else None)
    elif len(sys.argv) > 3 and sys.argv[1] == "compare":
        sys.exit(1 if compare(sys.argv[2], sys.argv[3:]) else 0)
    else:
        sys.exit(__doc__)
