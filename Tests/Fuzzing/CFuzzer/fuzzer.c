#include "fuzzer.h"

/// libFuzzer's own `main` wants this function; the targets have a `main` of theirs, which gives the loop another one.
int LLVMFuzzerTestOneInput(const uint8_t *start, size_t count) {
    (void)start;
    (void)count;
    return 0;
}
