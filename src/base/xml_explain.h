/* Why a text does not fit its grammar, in sentences. */
#ifndef BASE_XML_EXPLAIN_H
#define BASE_XML_EXPLAIN_H

#include <stddef.h>

struct xml_doc;
struct xml_parse;

/* Compares each element of `doc` with what the RELAX NG grammar says of elements of its name, and
 * reports what cannot be right: unknown and misplaced elements, unknown and missing attributes,
 * values outside of a list, missing children, stray text. Returns the number of faults reported;
 * 0 when the fault is of another kind (an order, a data type): the validator's own words must do.
 */
size_t xml_explain(const struct xml_doc *doc, const struct xml_doc *grammar, struct xml_parse *);

#endif
