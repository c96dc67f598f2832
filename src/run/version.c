/* What this library is, and what this machine lets it be. */
#include "base/confine.h"
#include "config.h"
#include "planassure.h"

const char *pa_version(void)
{
    return PACKAGE_VERSION;
}

const char *pa_confinement(size_t i)
{
    return confine_wall_name(confine_walls(), i);
}
