/* All readers over any bytes, the plain text reader most. */
#include "fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return fuzz_reader(NULL, data, size);
}
