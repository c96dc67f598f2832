/* The report formats: a row each. The row's name and description are what --help and the manual
 * say. */
#include "report/report.h"

#include <string.h>

#include "report/formats.h"

static const struct report reports[] = {
    {"text", "for people: ratings, what is missing, what to do, with page, line and quote",
        report_text},
    {"json", "everything, for programs; described by schemas/results.schema.json", report_json},
    {"ndjson", "one plan a line, each as the JSON results hold it", report_ndjson},
    {"sarif", "SARIF 2.1.0, for code scanning", report_sarif},
    {"junit", "JUnit XML, for GitLab and Jenkins", report_junit},
    {"html", "one page for people, complete in itself: nothing comes from the network",
        report_html},
    {"letter",
        "the reviewer's letter to the organisation, as a page to print; a FILE that ends in "
        ".docx or .md chooses the other two",
        report_letter},
    {"letter-docx", "the same letter for Word", report_letter_docx},
    {"letter-markdown", "the same letter in Markdown", report_letter_markdown},
    {"markdown", "for a comment on a pull request; never too long for one", report_markdown},
    {"csv", "one row a requirement, for spreadsheets", report_csv},
    {"github", "annotations of GitHub Actions, the gravest first", report_github},
    {"gitlab", "GitLab code quality, for merge requests", report_gitlab},
};

const struct report *report_at(size_t i)
{
    return i < sizeof reports / sizeof *reports ? &reports[i] : NULL;
}

const struct report *report_find(const char *name)
{
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (strcmp(reports[i].name, name) == 0)
            return &reports[i];
    return NULL;
}
