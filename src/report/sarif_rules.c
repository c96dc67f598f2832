/* The rules of the SARIF report, each with its help: what is asked, what to do, by which source;
 * and what all parts of the report share. Code scanning shows name, help and tags beside each
 * alert. */
#include "report/sarif.h"

#include <string.h>

#include "base/escape.h"
#include "base/json.h"
#include "base/limits.h"
#include "report/formats.h"

#define RULE_TEXT 1000 /* GitHub refuses descriptions of more than 1,024 characters */

static const struct {
    const char *rule, *level, *text;
} waiver_rules[] = {
    {"waiver.expired", "warning",
        "A waiver has expired: what it waived counts again, or it is not needed any more."},
    {"waiver.unnecessary", "note",
        "A waiver waives nothing any more: the requirement is met, the defect is gone."},
    {"waiver.unused", "note", "A waiver speaks of nothing that was found in this run."},
};

const char *sarif_level(const char *severity)
{
    return strcmp(severity, "high") == 0     ? "error"
           : strcmp(severity, "medium") == 0 ? "warning"
                                             : "note";
}

struct json *sarif_text(struct buf *b)
{
    struct json *value = json_new_string_n(buf_str(b), b->len);
    buf_clear(b);
    return value;
}

struct json *sarif_message(const char *s)
{
    struct buf plain, text;
    buf_init(&plain, LIMIT_TEXT_BYTES);
    buf_init(&text, LIMIT_TEXT_BYTES);
    escape_terminal(&plain, s, strlen(s));
    for (size_t i = 0; i < plain.len; i++) {
        char c = plain.s[i];
        if (c == '[' || c == ']' || c == '\\')
            buf_add_char(&text, '\\');
        if (c == '{' || c == '}')
            buf_add_char(&text, c);
        buf_add_char(&text, c);
    }
    buf_clear(&plain);
    struct json *j = json_new_object();
    json_add(j, "text", sarif_text(&text));
    return j;
}

void sarif_print(struct sarif *s, struct json *value)
{
    json_print(value, false, s->out);
    json_free(value);
}

struct json *sarif_rule_id(const struct pack *pack, const char *id)
{
    struct buf b;
    buf_init(&b, 4000);
    if (pack)
        buf_printf(&b, "%s/", pack->id);
    buf_add_str(&b, id);
    return sarif_text(&b);
}

static uint32_t defect_rules(void)
{
    uint32_t n = 0;
    while (defect_check_at(n))
        n++;
    return n;
}

uint32_t sarif_waiver_index(const struct sarif *s, const char *rule)
{
    (void)s;
    uint32_t i = 0;
    while (strcmp(waiver_rules[i].rule, rule) != 0)
        i++;
    return defect_rules() + i;
}

uint32_t sarif_rule_index(const struct sarif *s, const struct result *r, const struct issue *issue)
{
    uint32_t index = 0, defects = defect_rules();
    if (issue->defect) {
        while (index < defects && strcmp(defect_check_at(index)->rule, issue->rule) != 0)
            index++;
        return index;
    }
    index = defects + sizeof waiver_rules / sizeof *waiver_rules;
    for (size_t k = 0; k < s->pack_count && s->packs[k] != r->pack; k++)
        index += s->packs[k]->requirement_count;
    return index + (uint32_t)(issue->requirement->requirement - r->pack->requirements);
}

/* At most RULE_TEXT bytes, in whole characters. */
static struct json *short_message(const char *s)
{
    size_t len = strlen(s);
    if (len <= RULE_TEXT)
        return sarif_message(s);
    struct buf b;
    buf_init(&b, LIMIT_TEXT_BYTES);
    for (len = RULE_TEXT; len && ((unsigned char)s[len] & 0xC0) == 0x80;)
        len--;
    buf_add(&b, s, len);
    buf_add_str(&b, " \xE2\x80\xA6");
    struct json *j = sarif_message(buf_str(&b));
    buf_clear(&b);
    return j;
}

/* A rule; `help` is {"text": ..., "markdown": ...}. */
static struct json *rule_json(const struct pack *pack, const char *id, const char *title,
    const char *statement, struct json *help, const char *level)
{
    struct json *j = json_new_object();
    json_add(j, "id", sarif_rule_id(pack, id));
    if (strcmp(id, title) != 0) /* the standard wants no name that only repeats the id */
        json_add(j, "name", json_new_string(title));
    json_add(j, "shortDescription", short_message(title));
    json_add(j, "fullDescription", short_message(statement));
    json_add(j, "help", help);
    json_add(
        json_add(j, "defaultConfiguration", json_new_object()), "level", json_new_string(level));
    return j;
}

static struct json *add_tags(struct json *rule, const char *const *tags, size_t count)
{
    struct json *properties = json_add(rule, "properties", json_new_object());
    struct json *list = json_add(properties, "tags", json_new_array());
    for (size_t i = 0; i < count; i++)
        json_add(list, NULL, json_new_string(tags[i]));
    return properties;
}

static void help_line(struct buf *text, struct buf *markdown, const char *label, const char *s)
{
    if (!s || !*s)
        return;
    buf_printf(text, "%s%s: %s", text->len ? " " : "", label, s);
    buf_printf(markdown, "%s**%s:** ", markdown->len ? "\n\n" : "", label);
    escape_markdown(markdown, s, strlen(s));
}

static struct json *requirement_help(const struct pack *pack, const struct requirement *q)
{
    struct buf text, markdown, source;
    buf_init(&text, LIMIT_TEXT_BYTES);
    buf_init(&markdown, LIMIT_TEXT_BYTES);
    buf_init(&source, LIMIT_TEXT_BYTES);
    help_line(&text, &markdown, "Asked", q->statement ? q->statement : q->title);
    help_line(&text, &markdown, "What to do", q->recommendation);
    if (q->source != RULES_NONE)
        buf_printf(&source, "%s%s%s", pack->sources[q->source].title,
            q->cite && *q->cite ? ", " : "", q->cite ? q->cite : "");
    help_line(&text, &markdown, "Source", buf_str(&source));
    struct json *help = sarif_message(buf_str(&text));
    json_add(help, "markdown", sarif_text(&markdown));
    buf_clear(&text);
    buf_clear(&source);
    return help;
}

static void print_rule(struct sarif *s, bool *any, struct json *rule)
{
    buf_add_str(s->out, *any ? ",\n        " : "\n        ");
    sarif_print(s, rule);
    *any = true;
}

static void pack_rules(struct sarif *s, const struct pack *pack, bool *any)
{
    static const char *const levels[] = {
        [PA_MAY] = "note", [PA_SHOULD] = "warning", [PA_MUST] = "error"};
    static const char *const problems[] = {
        [PA_MAY] = "recommendation", [PA_SHOULD] = "warning", [PA_MUST] = "error"};
    for (uint32_t i = 0; i < pack->requirement_count; i++) {
        const struct requirement *q = &pack->requirements[i];
        const char *tags[] = {pack->id, pack->domains[q->domain].id, level_name(q->level)};
        struct json *rule = rule_json(pack, q->id, q->title, q->statement ? q->statement : q->title,
            requirement_help(pack, q), levels[q->level]);
        struct json *properties = add_tags(rule, tags, 3);
        json_add(properties, "problem.severity", json_new_string(problems[q->level]));
        print_rule(s, any, rule);
    }
}

void sarif_rules(struct sarif *s)
{
    static const char *const defect[] = {"defect"}, *const waiver[] = {"waiver"};
    bool any = false;
    for (size_t i = 0; defect_check_at(i); i++) {
        const struct defect_check *check = defect_check_at(i);
        struct json *rule = rule_json(NULL, check->rule, check->rule, check->description,
            sarif_message(check->description), sarif_level(check->severity));
        add_tags(rule, defect, 1);
        print_rule(s, &any, rule);
    }
    for (size_t i = 0; i < sizeof waiver_rules / sizeof *waiver_rules; i++) {
        struct json *rule = rule_json(NULL, waiver_rules[i].rule, waiver_rules[i].rule,
            waiver_rules[i].text, sarif_message(waiver_rules[i].text), waiver_rules[i].level);
        add_tags(rule, waiver, 1);
        print_rule(s, &any, rule);
    }
    for (size_t k = 0; k < s->pack_count; k++)
        pack_rules(s, s->packs[k], &any);
}
