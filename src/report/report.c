/* The report formats, in the order in which --help and the manual name them. */
#include "report/report.h"

#include <string.h>

#include "report/formats.h"

static const struct report *const reports[] = {&report_text, &report_json, &report_ndjson,
    &report_sarif, &report_junit, &report_html, &report_letter, &report_letter_docx,
    &report_letter_markdown, &report_markdown, &report_csv, &report_github, &report_gitlab};

const struct report *report_at(size_t i)
{
    return i < sizeof reports / sizeof *reports ? reports[i] : NULL;
}

const struct report *report_find(const char *name)
{
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
        if (strcmp(reports[i]->name, name) == 0)
            return reports[i];
    return NULL;
}
