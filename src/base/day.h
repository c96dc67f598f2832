/* Days as results and files write them: "2018-03-31". Two of them compare by strcmp(). */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>

/* Is it such a day, and one that there is? */
bool day_is_valid(const char *);

#endif
