/* The readers: one file each, named reader_<name>.c, and one row in the table of ingest.c. */
#ifndef INGEST_READERS_H
#define INGEST_READERS_H

#include "ingest/ingest.h"

extern const struct reader reader_docx;
extern const struct reader reader_html;
extern const struct reader reader_json;
extern const struct reader reader_markdown;
extern const struct reader reader_odt;
extern const struct reader reader_pdf; /* in the table only when built with PDF */
extern const struct reader reader_text;
extern const struct reader reader_xml;

/* See ingest_prepare(). */
void reader_xml_prepare(void);

#endif
