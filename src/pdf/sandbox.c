/* The walls of base/confine.h, with the limits of a reading of a PDF. */
#include "base/confine.h"
#include "base/limits.h"
#include "pdf/pdf.h"

/* The leak checker starts a thread and traces its own process, which the walls refuse: without this
 * every PDF ends in its death. No other build asks for it. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

bool sandbox_enter(const struct confine *walls)
{
    const struct confine_limits limits = {
        .memory = LIMIT_PDF_MEMORY, .seconds = LIMIT_PDF_SECONDS, .descriptors = 3};
    return confine_enter(walls, &limits);
}
