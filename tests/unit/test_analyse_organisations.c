/* Whose plan it is, and who speaks in each sentence. */
#include "analyse_plan.h"

static const char plan[] =
    "# NHS Thornby CCG: local care plan\n\nFebruary 2017\n\n"
    "Thornby CCG will open late. NHS Brackmoor CCG has opened late. We will follow. By working "
    "with "
    "Brackmoor CCG, we will save money. The STP will pay for it. All partners will help. The CCGs "
    "will share it. NHS England has told CCGs to do so. NHS England has now approved the barn. "
    "NHS England would keep the keys. "
    "Practices in Brackmoor CCG have joined. All patients in Brackmoor CCG are covered. The late "
    "money for Brackmoor CCG is spent. "
    "Thornby Borough Council will mend the "
    "road. "
    "They have the money. Thornby CCG and Brackmoor CCG will share a team.\n\n"
    "## The plan for Brackmoor CCG\n\nLate care is open to all. The CCG will pay.\n\n"
    "### Next to it: Thornby\n\nLate care is paid for.\n\n"
    "## STP narrative\n\nAll will open late. Thornby CCG will open first.\n\n"
    "## Progress by area\n\n| Area | What | When |\n|---|---|---|\n| Brackmoor | late hours here | "
    "May |\n"
    "| Thornby | late hours there | June |\n\n"
    "Brackmoor CCG will:\n\n- train its nurses\n- mend its roofs\n";

static void owner_is(const struct doc *d, const char *start, enum doc_owner owner)
{
    const struct doc_sentence *s = plan_sentence(d, start);
    ck_assert_msg(s->owner == owner, "%s: owner %u, not %u", start, s->owner, (unsigned)owner);
}

START_TEST(owners)
{
    struct doc *d = plan_read(plan, "markdown");
    owner_is(d, "Thornby CCG will open late", DOC_OWN);
    owner_is(d, "NHS Brackmoor CCG has", DOC_OTHER);
    owner_is(d, "We will follow", DOC_OWN);
    owner_is(d, "By working with", DOC_OWN);
    owner_is(d, "The STP will pay", DOC_SYSTEM);
    owner_is(d, "All partners", DOC_SYSTEM);
    owner_is(d, "The CCGs will", DOC_SYSTEM);
    owner_is(d, "NHS England has told", DOC_OTHER);
    owner_is(d, "NHS England has now approved", DOC_OWN);
    owner_is(d, "NHS England would keep", DOC_OWN);
    owner_is(d, "Practices in Brackmoor", DOC_OTHER);
    owner_is(d, "All patients in Brackmoor", DOC_OTHER);
    owner_is(d, "The late money for", DOC_OTHER);
    owner_is(d, "Thornby Borough Council", DOC_OTHER);
    owner_is(d, "They have", DOC_OTHER);
    owner_is(d, "Thornby CCG and", DOC_SYSTEM);
    owner_is(d, "Late care is open", DOC_OTHER);
    owner_is(d, "The CCG will pay", DOC_OTHER);
    owner_is(d, "Late care is paid", DOC_OWN);
    owner_is(d, "All will open", DOC_SYSTEM);
    owner_is(d, "Thornby CCG will open first", DOC_OWN);
    owner_is(d, "late hours here", DOC_OTHER);
    owner_is(d, "late hours there", DOC_OWN);
    owner_is(d, "train its nurses", DOC_OTHER);
    plan_is_settled(d);
    doc_free(d);
}
END_TEST

static const struct {
    const char *text, *given, *own;
} owns[] = {
    {"Thornby CCG\n\nCare plan of the vale\n\nBrackmoor CCG is near.\n", NULL, "Thornby CCG"},
    {"# Care plan of Brackmoor CCG\n\nThornby CCG is near.\n", NULL, "Brackmoor CCG"},
    {"Thornby CCG\n\nBrackmoor CCG is near.\n", "NHS Brackmoor CCG", "NHS Brackmoor CCG"},
    {"Care plan\n\nNHS Thornby and the Hills Clinical Commissioning Group agreed this.\n", NULL,
        "NHS Thornby and the Hills Clinical Commissioning Group"},
    {"Strategy\n\nWye Integrated Care Board and Wye Integrated Care System.\n", NULL,
        "Wye Integrated Care Board"},
};

START_TEST(own)
{
    struct ingest_error error;
    struct doc *d = ingest("p", owns[_i].text, strlen(owns[_i].text), "markdown", &error);
    ck_assert(d != NULL);
    analyse(d, owns[_i].given);
    const char *name = NULL;
    for (size_t i = 0; i < d->orgs.n && !name; i++)
        if (d->orgs.v[i].own)
            name = d->orgs.v[i].name;
    ck_assert_str_eq(name ? name : "", owns[_i].own);
    doc_free(d);
}
END_TEST

/* Spellings of the own name are the own name. */
START_TEST(opened_with_the_system)
{
    struct doc *d = plan_read("# Plan of NHS Thornby Clinical Commissioning Group\n\n"
                              "Across the footprint each of four groups will open late. "
                              "At STP level a tool will be bought. "
                              "Across the footprint we will open late. "
                              "Across the CCG hubs will open late. "
                              "Across our villages hubs will open late.\n",
        "markdown");
    owner_is(d, "Across the footprint each", DOC_SYSTEM);
    owner_is(d, "At STP level", DOC_SYSTEM);
    owner_is(d, "Across the footprint we", DOC_OWN);
    owner_is(d, "Across the CCG", DOC_OWN);
    owner_is(d, "Across our", DOC_OWN);
    doc_free(d);
}
END_TEST

/* A place or the country that opens the sentence is who it tells of, unless "we" come in. */
START_TEST(opened_with_others)
{
    struct doc *d = plan_read("# Plan of NHS Thornby Clinical Commissioning Group\n\n"
                              "In Brackmoor CCG six hubs are open. "
                              "In Brackmoor CCG and here hubs are open. "
                              "In Brackmoor CCG we saw a hub that we will copy. "
                              "Brackmoor's hubs open late. "
                              "Nationally 22% of doctors are over 55. "
                              "Nationally it is 22% and locally 30%. "
                              "Nationally set sums have come to Thornby CCG.\n",
        "markdown");
    owner_is(d, "In Brackmoor CCG six", DOC_OTHER);
    owner_is(d, "In Brackmoor CCG and", DOC_OWN);
    owner_is(d, "In Brackmoor CCG we", DOC_OWN);
    owner_is(d, "Brackmoor's hubs", DOC_OTHER);
    owner_is(d, "Nationally 22%", DOC_OTHER);
    owner_is(d, "Nationally it is", DOC_OWN);
    owner_is(d, "Nationally set", DOC_OWN);
    doc_free(d);
}
END_TEST

START_TEST(spellings)
{
    struct doc *d = plan_read(
        "# Plan of NHS East & West Thornshire Clinical Commissioning Group (EWTCCG)\n\n"
        "East and West Thorns CCG will open late. EWTCCG will pay. Brackmoor CCG will not.\n",
        "markdown");
    owner_is(d, "East and West", DOC_OWN);
    owner_is(d, "EWTCCG", DOC_OWN);
    owner_is(d, "Brackmoor", DOC_OTHER);
    doc_free(d);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("analyse/organisations");
    TCase *t = tcase_create("organisations");
    tcase_add_test(t, owners);
    tcase_add_loop_test(t, own, 0, (int)(sizeof owns / sizeof *owns));
    tcase_add_test(t, opened_with_the_system);
    tcase_add_test(t, opened_with_others);
    tcase_add_test(t, spellings);
    suite_add_tcase(s, t);
    return plan_suite(s);
}
