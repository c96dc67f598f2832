#include <stdio.h>

#include "planassure.h"

int main(void)
{
    printf("planassure %s\n", pa_version());
    return 0;
}
