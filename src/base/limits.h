/* Every cap of the program, with its reason. A limit that is reached is an answer of its own: an
 * error for that plan, or "not-assessed" for that criterion, never a silent "no match". */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

/* A plan file. The longest real plans are some 20 MB of PDF; a 64 MiB text would be a library. */
#define LIMIT_PLAN_BYTES (64u << 20)
/* A pack file: the largest of ours is well under 1 MiB. */
#define LIMIT_PACK_BYTES (8u << 20)
/* An image of a pack and its program (base/image.h): ours are some MiB. */
#define LIMIT_IMAGE_BYTES (256u << 20)
/* Text of one document after reading (inflated, decoded): offsets are 32 bits. */
#define LIMIT_TEXT_BYTES (128u << 20)
/* Blocks of one document: a 64 MiB text of one-word lines stays below. */
#define LIMIT_BLOCKS 4000000u
/* Pages of one document: a hundred times the longest plan; each costs memory. */
#define LIMIT_PAGES 100000u
/* Columns of one table, and rows or columns that one cell may span: HTML allows 1000 columns and no
 * real table has more; each column costs memory in every table. */
#define LIMIT_TABLE_COLUMNS 1024u
#define LIMIT_TABLE_SPAN    1000u
/* Lines that may be looked at ahead for tables drawn in text, for each line of it: tables that end
 * take two or three; a text that only begins them is read as text from there on. */
#define LIMIT_RULED_LOOKS 4
/* Cells of a table among which the heads of a figure are looked for: three rows of heads over 300
 * columns. A table of heads alone would cost the square of its length. */
#define LIMIT_TABLE_HEADS 1000u
/* One member of a ZIP archive, inflated. */
#define LIMIT_ZIP_BYTES (128u << 20)
/* Up to this size a member may inflate as it likes (XML tables shrink a lot); past it the archive
 * may grow to so many times its size: ten times what real documents do. */
#define LIMIT_ZIP_FREE  (32u << 20)
#define LIMIT_ZIP_RATIO 200u
/* Members of a ZIP archive: a plan with a thousand pictures stays below. */
#define LIMIT_ZIP_MEMBERS 10000
/* The program that reads PDFs: a thousand pages take it some two seconds and 100 MiB. What it says
 * of a page is some ten times the page's text. */
#define LIMIT_PDF_SECONDS 20u
#define LIMIT_PDF_WAIT    30u /* for all of it: the machine may be busy */
#define LIMIT_PDF_MEMORY  (1ull << 30)
#define LIMIT_PDF_OUTPUT  (512u << 20)
/* Characters of one page: the densest poster has some 20,000. */
#define LIMIT_PDF_PAGE_CHARACTERS 2000000u
/* Nesting of XML elements: Word needs some 40; deeper is an attack on the stack. */
#define LIMIT_XML_DEPTH 256
/* Nesting of JSON values. */
#define LIMIT_JSON_DEPTH 64
/* Messages kept of one run: people read the first page. */
#define LIMIT_MESSAGES 200
/* Plain sequences that one phrase with choices and options may stand for. */
#define LIMIT_PHRASE_EXPANSIONS 256
/* Words in one phrase, and words in one gap. */
#define LIMIT_PHRASE_WORDS 16
#define LIMIT_PHRASE_GAP   12
/* One phrase in bytes, and the depth of its brackets: longer is a mistake or an attack. */
#define LIMIT_PHRASE_BYTES 600
#define LIMIT_PHRASE_DEPTH 8
/* Depth of concepts that use concepts. */
#define LIMIT_CONCEPT_DEPTH 16
/* Depth of tests within tests. */
#define LIMIT_TEST_DEPTH 12
/* Matches kept of one concept in one plan. Past this the plan is not a plan. */
#define LIMIT_HITS 200000u
/* Words of one plan, and places of all phrases in it: a 64 MiB text has some 10 million words. */
#define LIMIT_TOKENS 16000000u
#define LIMIT_PLACES 20000000u
/* Steps of the joins (gaps, references) of one concept in one plan: real plans need thousands. */
#define LIMIT_JOIN_STEPS 20000000u
/* Words between a value and what it counts ("1,200 hours of extra practice time"). */
#define LIMIT_OF_WORDS 5
/* Matches kept of one test in one plan. */
#define LIMIT_MATCHES 50000u
/* PCRE2: steps, depth and heap (KiB) of one match. */
#define LIMIT_REGEX_STEPS    200000u
#define LIMIT_REGEX_DEPTH    2000u
#define LIMIT_REGEX_HEAP_KIB 4096u
/* Length of one regex in a pack. */
#define LIMIT_REGEX_BYTES 2000
/* Clauses of one sentence, on each side of a place, whose cue words can grade it: sentences of real
 * plans have some ten, damaged ones some fifty. */
#define LIMIT_CLAUSES 100u
/* Candidates kept of one criterion for --explain and evidence. */
#define LIMIT_CANDIDATES 400
/* Evidence quotes of one criterion in a result, and the length of a quote. */
#define LIMIT_EVIDENCE    3
#define LIMIT_QUOTE_BYTES 400
/* A quote that shows by which words a plan was known: a line, not a paragraph. */
#define LIMIT_CUE_QUOTE 160u
/* Titles in the path to a section: a plan with deeper headings shows its lowest ones. */
#define LIMIT_SECTION_DEPTH 32
/* Defects found in one plan, and further places of one: people mend the first page of them. */
#define LIMIT_FINDINGS 500
#define LIMIT_RELATED  12
/* Counts and figures of one plan that are compared with each other, and statements about its
 * population: real plans have some hundreds. */
#define LIMIT_FACTS  4000u
#define LIMIT_CLAIMS 64u
/* Steps of the comparisons in one plan, and titles that are compared with the contents: real plans
 * need some hundred thousand, and a hundred. */
#define LIMIT_DEFECT_STEPS 200000000u
#define LIMIT_CONTENTS     3000u
/* Cells of a table that is added up, and wrong totals of one table: more is no table of totals. */
#define LIMIT_GRID_CELLS    20000u
#define LIMIT_GRID_FAILURES 64
/* The Markdown report in bytes: GitHub and GitLab refuse comments of more than 65,536 characters,
 * and somebody writes a sentence above it. */
#define LIMIT_COMMENT_BYTES 60000u
/* Text of plans in one HTML page: forty long plans. Browsers become slow with more; the page then
 * leaves the text of the later plans out and says so. */
#define LIMIT_PAGE_TEXT (8u << 20)
/* GitHub shows so many annotations of each level a step, and drops the others in silence. */
#define LIMIT_ANNOTATIONS 10
/* GitHub drops the summary of a step that is longer. */
#define LIMIT_SUMMARY_BYTES (1u << 20)
/* One report in memory: 10,000 plans with 100 KB of JSON each. */
#define LIMIT_REPORT_BYTES (1u << 30)
/* A file of results that is read back: a thousand plans at 250 KB each. More go into several files,
 * or into NDJSON, which is no larger; a tree takes some ten times its text. */
#define LIMIT_RESULTS_BYTES (256u << 20)
/* Items of one list in it (requirements, findings, evidence of one): packs have some hundred
 * requirements, and what compares them may look at each pair. */
#define LIMIT_RECORDS 10000u
/* The list of files in a folder that is written: a name of 50 bytes for each of so many plans. */
#define LIMIT_LIST_BYTES (16u << 20)
/* A configuration: a page at most. */
#define LIMIT_CONFIG_BYTES (1u << 20)
/* Folders within folders when a folder is walked, and plans of one run. */
#define LIMIT_FOLDER_DEPTH 32
#define LIMIT_PLANS        100000u
/* Parameters set in one run (--set may be given more than once): a pack has a handful. */
#define LIMIT_SETTINGS 32
/* Reports of one run (-f may be given more than once). */
#define LIMIT_REPORTS 16

/* The server. Connections at a time: browsers open six each, so some forty people at once; each
 * takes a head of at most so many bytes and one descriptor. */
#define LIMIT_CONNECTIONS  256u
#define LIMIT_HEADER_BYTES (32u << 10)
/* Seconds in which a request must have come in whole (64 MiB at 5 Mbit/s take 110), an answer must
 * have been fetched, and after which a connection is closed on which nothing happens. */
#define LIMIT_REQUEST_SECONDS 120
#define LIMIT_ANSWER_SECONDS  300
#define LIMIT_IDLE_SECONDS    20u
/* The body of a request: twice a plan is read, so that a client which sends a larger plan hears why
 * it is refused; what is longer is not waited for. */
#define LIMIT_BODY_BYTES (2 * LIMIT_PLAN_BYTES)
/* The address of a request: ours have some 60 bytes. */
#define LIMIT_TARGET_BYTES 2000u
/* What a form holds beside files: a comment has 4,000 characters; its fields; its files. */
#define LIMIT_FORM_BYTES  (256u << 10)
#define LIMIT_FORM_FIELDS 200u
#define LIMIT_FORM_FILES  2u
/* The head of a part of a form: a name of 255 letters, percent-encoded; and the step in which parts
 * are read. */
#define LIMIT_PART_HEAD  4096u
#define LIMIT_PART_PIECE 16384u
/* Requests of one person in a minute: a page needs some five, and nobody reads one a second. */
#define LIMIT_REQUESTS_MINUTE 1200u
/* A sealed result: a line for each of 10,000 requirements. */
#define LIMIT_SEALED_BYTES (1u << 20)
#define LIMIT_FILE_NAME    255u

/* Worker processes of one run: more than the processors of any one machine gain nothing. */
#define LIMIT_WORKERS 256u
/* One plan: the slowest of 64 MiB takes some half of it; and the memory that such a text takes. */
#define LIMIT_PLAN_SECONDS   60u
#define LIMIT_PLAN_MEBIBYTES 2048u
/* All reports of one plan: some ten times the text of the longest. What a worker sends above it
 * makes it a dead one. */
#define LIMIT_ANSWER_BYTES (256u << 20)
/* A name in a list of plans: ten times what systems open. */
#define LIMIT_NAME_BYTES 40960u
/* What --timeout and --memory take at most: a day, and what no machine has. */
#define LIMIT_MOST_SECONDS   86400u
#define LIMIT_MOST_MEBIBYTES 16000000u
/* Jobs that wait for a worker: each holds an open file. */
#define LIMIT_POOL_JOBS 512u

/* A file of waivers, and the waivers in it: people keep it by hand, and each is compared with every
 * finding. */
#define LIMIT_WAIVER_BYTES (4u << 20)
#define LIMIT_WAIVERS      2000u
/* A file of judgements: a few hundred requirements with comments; quotes struck or added in one. */
#define LIMIT_JUDGEMENT_BYTES (8u << 20)
#define LIMIT_JUDGED_QUOTES   50u

/* The register of the server. Text that people give it (names, labels), a file's name, a comment of
 * an assessor: longer is no name, and each stands in every list. */
#define LIMIT_NAME          200u
#define LIMIT_FILE_NAME     255u
#define LIMIT_JUDGE_COMMENT 4000u
/* Passwords: what NIST SP 800-63B asks for at least, doubled for accounts without a second factor;
 * and an end, because each byte is hashed. */
#define LIMIT_PASSWORD_MIN   12u
#define LIMIT_PASSWORD_BYTES 1000u
/* Failed logins of a name from one address, of a name or an address alone, and the seconds after
 * which they are forgotten: a person mistypes a few times, a programme does not stop. */
#define LIMIT_LOGIN_ATTEMPTS 10u
#define LIMIT_LOGIN_FAILURES 30u
#define LIMIT_LOGIN_WINDOW   900u
/* A session ends so many seconds after its last request (a long meeting), and so many after its
 * start (a working day). */
#define LIMIT_SESSION_IDLE    (3u * 3600u)
#define LIMIT_SESSION_SECONDS (12u * 3600u)
/* Tokens of one person: one for each programme. */
#define LIMIT_ACCESS_TOKENS 50u
/* Checks that wait: an hour of work for two workers; a client is told to come later. */
#define LIMIT_QUEUE 5000u
/* Begun so often without an end, a check may be what ends the server. */
#define LIMIT_JOB_ATTEMPTS 3u
/* Artefacts of one check (results, reports, letters), and rows of one page of a list. */
#define LIMIT_ARTEFACTS 64u
#define LIMIT_LIST      500u

#endif
