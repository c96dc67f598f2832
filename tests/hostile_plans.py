"""Writes one hostile plan of tests/pathological.sh to standard output: NAME and how many of it."""
import sys

SAY = "The hall committee will mend the roof of hall {i} by March 2018 for £{i},500. "
plans = {
    "one line": lambda n: SAY.format(i=7) * n,
    "one sentence": lambda n: "we will explore and consider whether the hall might open if funding is agreed, " * n,
    "headings": lambda n: "".join(f"# The hall {i}\n" for i in range(n)),
    "numbered headings": lambda n: "".join(f"1.{i} The hall\n\nThe hall is old.\n\n" for i in range(n)),
    "tables": lambda n: "".join(f"Table {i}: rent\n\n| Hall | 2017 | Total |\n|---|---|---|\n| a{i} | {i} | {i + 1} |\n\n" for i in range(n)),
    "rows": lambda n: "| Hall | 2017 | Total |\n|---|---|---|\n" + "".join(f"| hall {i} | {i} | {i + 1} |\n" for i in range(n)),
    "milestones": lambda n: "| Action | Owner | By |\n|---|---|---|\n"
                            + "".join(f"| Mend roof {i} | Ann Miller | {i % 28 + 1} March 20{i % 80 + 10} |\n" for i in range(n)),
    "rows of heads": lambda n: "<html><body><table>" + "".join(f"<tr><th>rent {i}</th><th>{i} halls</th></tr>" for i in range(n)) + "</table></body></html>",
    "items": lambda n: "The halls will:\n\n" + "".join(f"- open hall {i} in the evening until 8pm\n" for i in range(n)),
    "nested items": lambda n: "".join("  " * min(i, 60) + f"- hall {i}\n" for i in range(n)),
    "nested quotes": lambda n: ">" * n + " The hall is old.\n",
    "nested divisions": lambda n: "<html><body>" + "<div>" * n + "The hall is old." + "</div>" * n + "</body></html>",
    "nested lists": lambda n: "<html><body>" + "<ul><li>hall" * n + "</body></html>",
    "nested tables": lambda n: "<html><body>" + "<table><tr><td>hall" * n + "</body></html>",
    "nested values": lambda n: '{"a":' * n + "1" + "}" * n,
    "footnotes": lambda n: "".join(f"The hall is old.[^{i}]\n\n" for i in range(n)) + "".join(f"[^{i}]: Note {i}.\n" for i in range(n)),
    "references": lambda n: "".join(f"See section {i}.{i} and table {i} and appendix {i}. " for i in range(n)),
    "contents": lambda n: "Contents\n\n" + "".join(f"{i} Hall {i} ........ {i}\n" for i in range(n)) + "".join(f"\n{i} Hall {i}\n\nIt is old.\n" for i in range(n)),
    "brackets": lambda n: "[" * n + "hall" + "]" * n,
    "emphasis": lambda n: "*hall " * n,
    "marks on a letter": lambda n: "e" + "\u0301" * n,
    "the same again": lambda n: "The hall committee will mend the roof.\n\n" * n,
}
if len(sys.argv) == 1:
    print("\n".join(plans))
else:
    sys.stdout.buffer.write(plans[sys.argv[1]](int(sys.argv[2])).encode())
