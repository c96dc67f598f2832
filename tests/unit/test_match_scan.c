/* Phrases, joins, look-alikes, uses, values and regexes against small plans. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "match_fixture.h"

#include "base/limits.h"
#include "suite.h"

#define MANY  "{a|b|c} {d|e|f} {g|h|i} {j|k|l} {m|n|o}"
#define EIGHT "one|two|three|four|five|six|seven|eight"
static const struct {
    const char *spec, *text, *hits;
} rows[] = {
    /* words and stems */
    {"concept c\np evening clinic\n", "Evening clinics and an EVENING clinic.",
        "Evening clinics; EVENING clinic"},
    {"concept c\np appointment\n", "disappointment, appointments | appointed | appoint",
        "appointments"},
    {"concept c\np evening clinic\n", "every evening | clinic hours", ""},
    {"concept c\np evening clinic\n", "an evening\nclinic", "evening\nclinic"},
    {"concept c\np evening clinic\n", "an evening, \"clinic\"", "evening, \"clinic"},
    {"concept c\np after [the] core {day|hours}\n",
        "after core hours | after the core day | after core | after the hours",
        "after core hours; after the core day"},
    {"concept c\np evening[s]\n", "evening | evenings | even", "evening; evenings"},
    {"concept c\np new models\np new models of care\n", "new models of care",
        "new models of care; new models"},
    {"concept c\np caf\xC3\xA9\n", "the CAFE, the Caf\xC3\xA9", "CAFE; Caf\xC3\xA9"},
    /* words that Snowball mixes up */
    {"concept c\np evening clinic\np consultation\n",
        "even clinics, evening clinical, consultant, evenings clinic, consultations",
        "evenings clinic; consultations"},
    {"concept c\np practice manager\n", "practice managers, practical manager, practice management",
        "practice managers"},
    /* exact words */
    {"concept c\nx activity\n", "activities, activity, Activity", "activity; Activity"},
    {"concept c\np =active patients\n", "active patient, activities patient", "active patient"},
    {"concept c\np =WAS scheme\n", "it was scheme | the WAS schemes", "WAS schemes"},
    {"concept c\nx OOH\n", "ooh, the OOH service", "OOH"},
    /* hyphens */
    {"concept c\np e-consultation\n",
        "e-consultations, e consultation, econsultation, E\xE2\x80\x91"
        "consultation, consultation",
        "e-consultations; e consultation; econsultation; E\xE2\x80\x91"
        "consultation"},
    {"concept c\np e- consultation\n", "an e-consultation", "e-consultation"},
    {"concept c\np on-the-day access\n", "on-the-day access, on the day access, ontheday access",
        "on-the-day access; on the day access; ontheday access"},
    {"concept c\np self care\n", "self-care | selfcare", "self-care"},
    {"concept c\nx e-hub\n", "e-hub ehub e-hubs", "e-hub; ehub"},
    {"concept c\np 2018-19 plan\n", "the 2018-19 plan, 201819 plan, 2018/19 plans",
        "2018-19 plan; 2018/19 plans"},
    /* possessives, lost apostrophes, short forms */
    {"concept c\np patient test\n", "the patient's test, patients' tests, patient s test",
        "patient's test; patients' tests; patient s test"},
    {"concept c\np patient\xE2\x80\x99s test\n", "a patient test, a patient\xE2\x80\x99s tests",
        "patient test; patient\xE2\x80\x99s tests"},
    {"concept c\np don't close\n", "we don't close, don t close, don\xE2\x80\x99t close, do close",
        "don't close; don t close; don\xE2\x80\x99t close"},
    {"concept c\np gp hub\n", "GPs hub, GP's hubs, gps hub, GP(s) hub",
        "GPs hub; GP's hubs; gps hub; GP(s) hub"},
    {"concept c\np HCA\n", "HCAs, HCA, hca, hcas", "HCAs; HCA; hca"},
    {"concept c\np practice group\n", "practice(s) group", "practice(s) group"},
    /* "&", numbers */
    {"concept c\np A&E\n", "A&E, A & E, a and e", "A&E; A & E; a and e"},
    {"concept c\np research and development\n", "Research & Development", "Research & Development"},
    {"concept c\np 1,000 patients\n", "1000 patients, 1,000 patients, 1,00 patients",
        "1000 patients; 1,000 patients"},
    {"concept c\np 8am\n", "8am, 8 am, 18am", "8am; 8 am"},
    {"concept c\np 6.30pm\n", "at 6.30pm, 6.30 pm and 30pm", "6.30pm; 6.30 pm"},
    {"concept c\np 24/7\n", "24/7 24-7 247", "24/7; 24-7"},
    /* words cut by line ends */
    {"concept c\np appointment\n", "more appoint-\nments | appoint- ments",
        "appoint-\nments; appoint- ments"},
    {"concept c\np wonderful quokka\n", "wonderful quok-\nka | quokka", "wonderful quok-\nka"},
    {"concept c\np quok\n", "a quok-\nka", "quok"},
    {"concept c\np e-consultation\n", "an e-\nconsultation", "e-\nconsultation"},
    {"concept c\np care\np self-care\n", "self-\ncare", "self-\ncare; care"},
    /* sentence borders */
    {"concept c\np open late\np open ~2 early\n", "we open | late or early", ""},
    /* gaps */
    {"concept c\np open ~2 late\n",
        "open late | open very late | open until very late | open until very very late",
        "open late; open very late; open until very late"},
    {"concept c\np open ~1 late ~1 night\n", "open quite late at night",
        "open quite late at night"},
    {"concept c\np open ~2 late\n", "late open | open open late", "open open late; open late"},
    {"concept c\np {open|run} ~1 {late|evening clinic}\n",
        "open an evening clinic | runs late | open clinic", "open an evening clinic; runs late"},
    {"concept c\np a ~1 [b] ~1 d\n", "a x d | a b d | a x x x d", "a x d; a b d"},
    {"concept c\np patients ~1 signed ~1 [up with]\n",
        "patients signed up with us | patients all signed in and up with us | patients who signed",
        "patients signed up with; patients signed; patients all signed; patients who signed"},
    {"concept c\np [not] ~1 open ~1 late\n", "not quite open so late",
        "not quite open so late; open so late"},
    {"concept c\np run {the|a ~2 big} clinics\n",
        "run the clinics, run a clinics, run a rather big clinic, run big clinics",
        "run the clinics; run a rather big clinic"},
    {"concept c\np open [very ~1 or] late\n", "open late, open very early or late, open very late",
        "open late; open very early or late"},
    /* more wordings than the trie takes: parts */
    {"concept c\np " MANY " {x|y}\n", "a d g j m x | a d g j x | c f i l o y | a e i l n",
        "a d g j m x; c f i l o y"},
    {"concept c\np " MANY " [x] [y|z] end\n",
        "a d g j m end | a d g j m x z end | a d g j m y x end | d g j m end",
        "a d g j m end; a d g j m x z end"},
    {"concept c\np {a|b|c} [d|e|f] [g|h|i] [j|k|l] [m|n|o]\n", "a g m", "a g m; a g; a"},
    {"concept c\np [and|or|/] {" EIGHT "}s " MANY "\n", "three/fours a d g j m", "fours a d g j m"},
    /* concepts within phrases */
    {"concept hub\np access hub\np hub\nconcept c\np new @hub\n", "new access hub | new hub | hub",
        "new access hub; new hub"},
    {"concept hub\np hub\nconcept c\np @hub ~2 @hub\n", "hub to hub", "hub to hub"},
    {"concept hub\np hub\nconcept c\np {new|big} ~1 @hub opens\n",
        "a new local hub opens, big hub opens, hub opens", "new local hub opens; big hub opens"},
    {"concept hub\np hub\nn bus hub\nconcept c\np new @hub\n", "new hub, new bus hub", "new hub"},
    {"concept hub\np hub\nconcept c\np [@hub] manager\n", "hub manager", "hub manager; manager"},
    {"concept hub\np hub\nconcept c\np @hub\n", "a hub", "hub"},
    {"concept hub\np hub\nconcept c\np our {@hub|site} [of @hub] [#number] team\n",
        "our hub team, our site team, our site of hub team, our hub of team",
        "our hub team; our site team; our site of hub team"},
    /* look-alikes */
    {"concept c\np evening\nn evening meal\n", "evening clinic, evening meals, an evening",
        "evening; evening"},
    {"concept c\np open evening\nn evening meal\n", "open evening meal, open evening",
        "open evening"},
    {"concept c\np meal\nn evening ~2 hall\n",
        "evening meal in hall | evening meal at the big hall", "meal"},
    {"concept c\np a b c\nn b\n", "a b c", ""},
    {"concept d\np tea\nconcept c\nu d\np meal\nn high tea\n", "tea, high tea, meal", "tea; meal"},
    /* uses */
    {"concept d\np tea\nconcept e\nu d\np cake\nconcept c\nu e\np ham\n", "ham, tea, cake",
        "ham; tea; cake"},
    /* regexes */
    {"concept c\nr \\bq[1-4]\\s*20\\d\\d\n", "by Q4 2018 and q1\n2019, Q5 2018",
        "Q4 2018; q1\n2019"},
    {"concept c\nr hub.$\n", "the hub. | a hub! | hub x", "hub.; hub!"},
    {"concept c\nr ^the\n", "the the | other the", "the"},
    {"concept c\nr \xC2\xA3\n", "for \xC2\xA3 5", "\xC2\xA3"},
    {"concept c\nr (?i)k\n", "5 \xE2\x84\xAA", "\xE2\x84\xAA"},
    {"concept c\nr kilo\n", "\xE2\x84\xAAilo and kilo", "\xE2\x84\xAAilo; kilo"},
    {"concept c\nr \\w+ment\n", "statement and payment", "statement; payment"},
    {"concept c\nr meal|tea\nn high tea\n", "meal, tea, high tea", "meal; tea"},
    {"concept c\nr x*\n", "abc", ""},
};

START_TEST(finds)
{
    fixture_expect(rows[_i].spec, rows[_i].text, rows[_i].hits);
}
END_TEST

START_TEST(finds_without_prefilter)
{
    setenv("PLANASSURE_NO_PREFILTER", "1", 1);
    fixture_expect(rows[_i].spec, rows[_i].text, rows[_i].hits);
    unsetenv("PLANASSURE_NO_PREFILTER");
}
END_TEST

static const struct {
    const char *spec;
    uint32_t line, column;
    const char *code, *text;
} refused[] = {
    {"concept c\np late [clinic\n", 2, 6, "pack.phrase", "'[' is not closed"},
    {"concept c\np ok\np [a] [b]\n", 3, 1, "pack.phrase", "may be left out"},
    {"concept c\np late ~3\n", 2, 6, "pack.phrase", "something after it"},
    {"concept c\np ~3 late\n", 2, 1, "pack.phrase", "something before it"},
    {"concept c\np a ~8 ~8 d\n", 2, 6, "pack.phrase", "side by side"},
    {"concept c\np spent ~2 \xE2\x82\xAC ~2 here\n", 2, 9, "pack.phrase", "no word stands"},
    {"concept c\np {a|b|c}{d|e|f}{g|h|i}{j|k|l}{m|n|o}{p|q}\n", 2, 1, "pack.phrase",
        "more than 256 wordings"},
    {"concept c\np \xE2\x82\xAC {a\n", 2, 3, "pack.phrase", "'{' is not closed"},
    {"concept c\np a-b c-d e-f g-h i-j k-l m-n o-p {q|r}\n", 2, 0, "pack.phrase",
        "words stand here"},
    {"concept c\np a-b c-d e-f g-h i-j k-l m-n {o-p|q-r}\n", 2, 0, "pack.phrase",
        "more than 256 wordings"},
    {"concept c\np a b c d e f g h i j k l m n o p q\n", 2, 1, "pack.phrase", "more than 16 words"},
    {"concept c\np ...\n", 2, 1, "pack.phrase", "left out"},
    {"concept c\np @nobody\n", 2, 1, "pack.phrase", "no concept 'nobody'"},
    {"concept c\nr a(b\n", 2, 4, "pack.regex", "parenthesis"},
    {"concept c\nr a\\Cb\n", 2, 4, "pack.regex", "\\C"},
    {"concept c\np new @c\n", 2, 0, "pack.concept-circle", "'c' uses itself"},
    {"concept c\nu d\nconcept d\nu e\nconcept e\nu c\n", 6, 0, "pack.concept-circle",
        "'c' uses itself, here by way of 'e'"},
    {"concept d\np x @c\nconcept c\nv number - - of=d\n", 4, 0, "pack.concept-circle",
        "uses itself"},
};

START_TEST(refuses)
{
    struct fixture f;
    fixture_pack(&f, refused[_i].spec);
    ck_assert_msg(!f.program, "%s", refused[_i].spec);
    ck_assert_uint_eq(diag_count(f.diag), 1);
    const struct diag_message *m = diag_at(f.diag, 0);
    ck_assert_msg(strstr(m->text, refused[_i].text), "%s: %s", refused[_i].spec, m->text);
    ck_assert_str_eq(m->code, refused[_i].code);
    ck_assert_str_eq(m->file, "test.xml");
    ck_assert_uint_eq(m->line, refused[_i].line);
    if (refused[_i].column)
        ck_assert_msg(m->column == refused[_i].column, "%s: column %u", m->text, m->column);
    fixture_free(&f);
}
END_TEST

START_TEST(reports_all_errors)
{
    struct fixture f;
    fixture_pack(&f, "concept c\np a [\np ok\nr (\nconcept d\np {\n");
    ck_assert_ptr_null(f.program);
    ck_assert_uint_eq(diag_errors(f.diag), 3);
    fixture_free(&f);
}
END_TEST

/* A chain of uses of `n` concepts. */
static void chain(struct fixture *f, unsigned n)
{
    struct buf spec;
    buf_init(&spec, 1 << 16);
    for (unsigned i = 0; i < n; i++)
        buf_printf(&spec, "concept c%u\n%s%s%u\n", i, i + 1 < n ? "u " : "p ",
            i + 1 < n ? "c" : "word", i + 1 < n ? i + 1 : 0);
    fixture_pack(f, buf_str(&spec));
    buf_clear(&spec);
}

START_TEST(depth_of_concepts)
{
    struct fixture f;
    chain(&f, LIMIT_CONCEPT_DEPTH + 1);
    ck_assert_ptr_nonnull(f.program);
    fixture_free(&f);
    chain(&f, LIMIT_CONCEPT_DEPTH + 2);
    ck_assert_ptr_null(f.program);
    ck_assert_str_eq(diag_at(f.diag, 0)->code, "pack.concept-depth");
    fixture_free(&f);
}
END_TEST

START_TEST(members_and_order)
{
    struct fixture f;
    fixture_pack(&f, "concept d\np tea\nconcept c\np cake\nu d\np tea cake\np cakes\n");
    fixture_plan(&f, "tea cake");
    f.scan = scan_new(f.program, f.doc);
    struct hits h = scan_hits(f.scan, 1);
    ck_assert_uint_eq(h.n, 4);
    ck_assert(!h.limit);
    static const uint32_t want[][4] = {/* first, last, concept, member */
        {0, 1, 1, 2}, {0, 0, 0, 0}, {1, 1, 1, 0}, {1, 1, 1, 3}};
    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(h.v[i].first, want[i][0]);
        ck_assert_uint_eq(h.v[i].last, want[i][1]);
        ck_assert_uint_eq(h.v[i].concept, want[i][2]);
        ck_assert_uint_eq(h.v[i].member, want[i][3]);
    }
    ck_assert_ptr_eq(h.v, scan_hits(f.scan, 1).v);
    ck_assert_ptr_eq(program_pack(f.program), &f.pack);
    fixture_free(&f);
}
END_TEST

/* ---- values ---- */
static const struct {
    const char *member; /* of concept c; concept d is "practice" */
    enum value_kind kind;
    const char *text, *value;
    double lo, hi;
    unsigned flags;
    const char *hits;
} values[] = {
    {"v time 1110 1320", VALUE_TIME, "until 18:30 daily", "18:30", 1110, 1110, 0, "18:30"},
    {"v time 1110 1320", VALUE_TIME, "until 18:00 daily", "18:00", 1080, 1080, 0, ""},
    {"v time 1110 1320", VALUE_TIME, "up to 8 pm", "up to 8 pm", 1200, 1200, VALUE_AT_MOST,
        "up to 8 pm"},
    {"v number 28 -", VALUE_NUMBER, "all 28 sites", "28", 28, 28, 0, "28"},
    {"v number 28 -", VALUE_NUMBER, "27 to 30 sites", "27 to 30", 27, 30, 0, ""},
    {"v number - 30", VALUE_NUMBER, "27 to 30 sites", "27 to 30", 27, 30, 0, "27 to 30"},
    {"v number - 29", VALUE_NUMBER, "27 to 30 sites", "27 to 30", 27, 30, 0, ""},
    {"v number 5 -", VALUE_NUMBER, "up to 5 sites", "up to 5", 5, 5, VALUE_AT_MOST, ""},
    {"v number - 5", VALUE_NUMBER, "over 5 sites", "over 5", 5, 5, VALUE_AT_LEAST, ""},
    {"v number 5 -", VALUE_NUMBER, "over 5 sites", "over 5", 5, 5, VALUE_AT_LEAST, "over 5"},
    {"v number 1 -", VALUE_NUMBER, "table 3", "3", 3, 3, VALUE_REFERENCE, ""},
    {"v number 1 -", VALUE_NUMBER, "the 3rd", "3rd", 3, 3, VALUE_ORDINAL, ""},
    {"v number 1 -", VALUE_NUMBER, "1, ,397 x", "1, ,397", 397, 397, VALUE_DAMAGED, ""},
    {"v number 1 -", VALUE_MONEY, "a 3 pound cake", "3 pound", 3, 3, 0, ""},
    {"v any 1 -", VALUE_MONEY, "a 3 pound cake", "3 pound", 3, 3, 0, "3 pound"},
    {"v number - - of=d", VALUE_NUMBER, "28 local practices", "28", 28, 28, 0, "28"},
    {"v number - - of=d", VALUE_NUMBER, "28 a b c d practices", "28", 28, 28, 0, "28"},
    {"v number - - of=d", VALUE_NUMBER, "28 a b c d e practices", "28", 28, 28, 0, ""},
    {"v number - - of=d", VALUE_NUMBER, "28 | practices", "28", 28, 28, 0, ""},
    {"v number - - of=d", VALUE_NUMBER, "practices: 28", "28", 28, 28, 0, "28"},
    {"p #number @d", VALUE_NUMBER, "all 28 practices", "28", 28, 28, 0, "28 practices"},
    {"p #number ~2 @d", VALUE_NUMBER, "all twenty eight new practices", "twenty eight", 28, 28, 0,
        "twenty eight new practices"},
    {"p #number @d", VALUE_NUMBER, "table 3 practices", "3", 3, 3, VALUE_REFERENCE, ""},
    {"p #money", VALUE_MONEY, "some 300 pounds", "300 pounds", 300, 300, 0, "300 pounds"},
};

START_TEST(value_members)
{
    struct fixture f;
    struct buf spec, out;
    buf_init(&spec, 1000);
    buf_init(&out, 1000);
    buf_printf(&spec, "concept d\np practice\nconcept c\n%s\n", values[_i].member);
    fixture_pack(&f, buf_str(&spec));
    fixture_plan(&f, values[_i].text);
    fixture_add_value(
        &f, values[_i].kind, values[_i].value, values[_i].lo, values[_i].hi, values[_i].flags);
    f.scan = scan_new(f.program, f.doc);
    ck_assert_msg(!strcmp(fixture_hits(&f, "c", &out), values[_i].hits), "%s in %s: %s",
        values[_i].member, values[_i].text, buf_str(&out));
    buf_clear(&spec);
    buf_clear(&out);
    fixture_free(&f);
}
END_TEST

START_TEST(rates)
{
    struct value v = {.kind = VALUE_DURATION,
        .per = VALUE_PER_HEAD | VALUE_PER_WEEK,
        .per_count = 1000,
        .lo = 30,
        .hi = 30};
    struct value_test t = {.kind = VALUE_DURATION,
        .has_min = true,
        .min = 30,
        .per = VALUE_PER_HEAD,
        .per_count = 1000,
        .of = RULES_NONE};
    ck_assert(match_value(&t, &v));
    v.per_count = 2000;
    ck_assert(!match_value(&t, &v));
    t.min = 15;
    ck_assert(match_value(&t, &v));
    t.per = VALUE_PER_PRACTICE;
    ck_assert(!match_value(&t, &v));
    t.per = 0;
    t.plain = true;
    ck_assert(!match_value(&t, &v));
}
END_TEST

/* A table of two columns: head row "Site | Practices", row "Ashmere | 28". */
START_TEST(value_of_column_head)
{
    static const char text[] = "Site | Practices | Ashmere | 28";
    struct fixture f;
    struct buf out;
    buf_init(&out, 1000);
    fixture_pack(&f, "concept d\np practice\nconcept c\nv number - - of=d\n");
    fixture_plan(&f, text);
    f.doc->blocks.n = 0;
    struct doc_table table = {.end_block = 4, .caption = DOC_NONE, .rows = 2, .cols = 2};
    VEC_PUSH(&f.doc->tables, table);
    for (uint32_t i = 0; i < 4; i++) {
        struct doc_sentence *s = &f.doc->sentences.v[i];
        struct doc_block b = {.at = s->at,
            .end = s->end,
            .kind = DOC_CELL,
            .row = (uint16_t)(i / 2),
            .col = (uint16_t)(i % 2),
            .row_span = 1,
            .col_span = 1,
            .header = i < 2};
        s->block = i;
        VEC_PUSH(&f.doc->blocks, b);
    }
    fixture_add_value(&f, VALUE_NUMBER, "28", 28, 28, 0);
    f.scan = scan_new(f.program, f.doc);
    ck_assert_str_eq(fixture_hits(&f, "c", &out), "28");
    scan_free(f.scan);
    f.doc->blocks.v[1].header = false;
    f.scan = scan_new(f.program, f.doc);
    ck_assert_str_eq(fixture_hits(&f, "c", &out), "");
    buf_clear(&out);
    fixture_free(&f);
}
END_TEST

/* ---- abbreviations ---- */
static const struct {
    const char *spec, *text, *hits;
} short_forms[] = {
    {"concept c\np primary care home\n", "Primary Care Home (PCH) | our PCH | PCHs | pch",
        "Primary Care Home; PCH; PCH; PCHs"},
    {"concept c\np care home\n", "our PCH", "PCH"},
    {"concept c\np new primary care home\n", "a new PCH", "new PCH"},
    {"concept c\np primary care home board\n", "the PCH board | PCH | board", "PCH board"},
    {"concept c\np home board\n", "the PCH board", "PCH board"},
    {"concept c\np new primary care\n", "the new PCH board", "new PCH"},
    {"concept c\np pch\np care\n", "the PCH", "PCH; PCH"},
    {"concept c\np home ~2 manager\n", "a PCH will manage", ""},
    {"concept c\np home ~2 manager\n", "a PCH with a manager", "PCH with a manager"},
    {"concept c\np practice\n", "it will be a PACT to pact", "PACT"},
    {"concept c\np new pch board\nx PCH\n", "our new primary care homes board | primary care",
        "new primary care homes board; primary care homes"},
    {"concept c\np make it work\n", "make information technology work", ""},
};

START_TEST(abbreviations)
{
    struct fixture f;
    struct buf out;
    buf_init(&out, 1000);
    fixture_pack(&f, short_forms[_i].spec);
    fixture_plan(&f, short_forms[_i].text);
    struct doc_abbreviation a[] = {{"PCH", "Primary Care Home", 0},
        {"PACT", "Practice Action Team", 0}, {"A&E", "Accident and Emergency", 0},
        {"IT", "Information Technology", 0}, {"X", "Y", 0}};
    for (size_t i = 0; i < sizeof a / sizeof *a; i++)
        VEC_PUSH(&f.doc->abbreviations, a[i]);
    f.scan = scan_new(f.program, f.doc);
    ck_assert_msg(!strcmp(fixture_hits(&f, "c", &out), short_forms[_i].hits), "%s: %s",
        short_forms[_i].spec, buf_str(&out));
    buf_clear(&out);
    fixture_free(&f);
}
END_TEST

START_TEST(the_last_explanation_counts)
{
    static const char text[] = "Ash Hub (AH) | AH one | Air Home (AH) | AH two";
    struct fixture f;
    struct buf out;
    buf_init(&out, 1000);
    fixture_pack(&f, "concept c\np ash hub one\np ash hub two\np air home one\np air home two\n");
    fixture_plan(&f, text);
    struct doc_abbreviation a = {"AH", "Ash Hub", 0}, b = {"AH", "Air Home", 24};
    VEC_PUSH(&f.doc->abbreviations, a);
    VEC_PUSH(&f.doc->abbreviations, b);
    f.scan = scan_new(f.program, f.doc);
    ck_assert_str_eq(fixture_hits(&f, "c", &out), "AH one; AH two");
    struct hits h = scan_hits(f.scan, 0);
    ck_assert_uint_eq(h.v[0].member, 0);
    ck_assert_uint_eq(h.v[1].member, 3);
    buf_clear(&out);
    fixture_free(&f);
}
END_TEST

/* ---- limits ---- */
START_TEST(regex_limit)
{
    struct fixture f;
    struct buf text, out;
    buf_init(&text, 1 << 16);
    buf_init(&out, 1 << 16);
    buf_add_str(&text, "a calm sentence | ");
    for (int i = 0; i < 60; i++)
        buf_add_char(&text, 'a');
    buf_add_str(&text, " x | more");
    fixture_pack(&f, "concept c\nr aa(a+a+a+)+[bc]\nconcept d\np calm\nu c\nconcept e\np more\n");
    fixture_plan(&f, buf_str(&text));
    f.scan = scan_new(f.program, f.doc);
    ck_assert(scan_hits(f.scan, 0).limit);
    ck_assert(scan_hits(f.scan, 1).limit); /* handed on to those that use it */
    ck_assert_uint_eq(scan_hits(f.scan, 1).n, 1);
    ck_assert(!scan_hits(f.scan, 2).limit);
    buf_clear(&text);
    buf_clear(&out);
    fixture_free(&f);
}
END_TEST

START_TEST(hit_limit)
{
    struct fixture f;
    struct buf text;
    buf_init(&text, 1 << 22);
    for (uint32_t i = 0; i < LIMIT_HITS; i++)
        buf_add_str(&text, "tea ");
    fixture_pack(&f, "concept c\np tea\n");
    fixture_plan(&f, buf_str(&text));
    f.scan = scan_new(f.program, f.doc);
    ck_assert_uint_eq(scan_hits(f.scan, 0).n, LIMIT_HITS);
    ck_assert(!scan_hits(f.scan, 0).limit);
    scan_free(f.scan);
    doc_free(f.doc);
    buf_add_str(&text, "tea");
    fixture_plan(&f, buf_str(&text));
    f.scan = scan_new(f.program, f.doc);
    ck_assert_uint_eq(scan_hits(f.scan, 0).n, LIMIT_HITS);
    ck_assert(scan_hits(f.scan, 0).limit);
    buf_clear(&text);
    fixture_free(&f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("match_scan");
    TCase *t = tcase_create("match_scan");
    tcase_add_loop_test(t, finds, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, finds_without_prefilter, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(t, refuses, 0, sizeof refused / sizeof *refused);
    tcase_add_test(t, reports_all_errors);
    tcase_add_test(t, depth_of_concepts);
    tcase_add_test(t, members_and_order);
    tcase_add_loop_test(t, value_members, 0, sizeof values / sizeof *values);
    tcase_add_test(t, rates);
    tcase_add_test(t, value_of_column_head);
    tcase_add_loop_test(t, abbreviations, 0, sizeof short_forms / sizeof *short_forms);
    tcase_add_test(t, the_last_explanation_counts);
    tcase_add_test(t, regex_limit);
    tcase_add_test(t, hit_limit);
    suite_add_tcase(s, t);
    return suite_run(s);
}
