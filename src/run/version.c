#include "config.h"
#include "planassure.h"

const char *pa_version(void)
{
    return PACKAGE_VERSION;
}
