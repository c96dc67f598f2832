/* Where a value stands in the text: cJSON keeps no places, so the text is walked along the pointer.
 * It has been parsed before: it is valid, and its depth is capped. */
#include <string.h>

#include "base/json_form.h"
#include "base/utf8.h"

struct walk {
    const char *text;
    size_t len, at;
};

static char peek(const struct walk *w)
{
    return w->at < w->len ? w->text[w->at] : '\0';
}

static void skip_blanks(struct walk *w)
{
    while (w->at < w->len && strchr(" \t\r\n,:", w->text[w->at]))
        w->at++;
}

static void skip_string(struct walk *w)
{
    for (w->at++; w->at < w->len && w->text[w->at] != '"'; w->at++)
        w->at += w->text[w->at] == '\\';
    w->at += w->at < w->len;
}

static void skip_value(struct walk *w)
{
    size_t depth = 0;
    do {
        char c = peek(w);
        if (c == '"') {
            skip_string(w);
        } else if (c == '{' || c == '[') {
            depth++;
            w->at++;
        } else if (c == '}' || c == ']') {
            depth--;
            w->at++;
        } else {
            w->at += strcspn(w->text + w->at, ",:{}[]\" \t\r\n");
        }
        if (depth)
            skip_blanks(w);
    } while (depth && w->at < w->len);
}

/* Does the key that begins here (at its quote) say the same as a step of the pointer? */
static bool is_key(const struct walk *w, const char *step, size_t len)
{
    size_t at = w->at + 1;
    for (size_t i = 0; i < len; i++, at++) {
        char want = step[i];
        if (want == '~' && i + 1 < len)
            want = step[++i] == '1' ? '/' : '~';
        if (at >= w->len || w->text[at] != want)
            return false;
    }
    return at < w->len && w->text[at] == '"';
}

/* Goes into the object or array to the child that the step names. */
static bool enter(struct walk *w, const char *step, size_t len, size_t *place)
{
    bool object = peek(w) == '{';
    size_t index = 0;
    if (!object && peek(w) != '[')
        return false;
    for (size_t i = 0; i < len && !object; i++)
        index = index * 10 + (size_t)(step[i] - '0');
    w->at++;
    for (skip_blanks(w); w->at < w->len && !strchr("]}", peek(w)); skip_blanks(w)) {
        bool found = object ? is_key(w, step, len) : index-- == 0;
        size_t start = w->at;
        if (object) {
            skip_string(w);
            skip_blanks(w);
        }
        if (found) {
            *place = start;
            return true;
        }
        skip_value(w);
    }
    return false;
}

void json_place(const char *text, size_t len, const char *pointer, uint32_t *line, uint32_t *column)
{
    struct walk w = {text, len, 0};
    skip_blanks(&w);
    size_t place = w.at;
    while (*pointer == '/') {
        size_t step = strcspn(++pointer, "/");
        if (!enter(&w, pointer, step, &place))
            break;
        pointer += step;
    }
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < place; i++)
        if (text[i] == '\n') {
            ++*line;
            start = i + 1;
        }
    *column = (uint32_t)utf8_count(text + start, place - start) + 1;
}
