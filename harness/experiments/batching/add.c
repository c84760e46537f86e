/*
 * The textbook example: additions asked for one by one, or many in one call.
 */
#define EXPORTED(name) __attribute__((export_name(name)))

EXPORTED("add") int add(int a, int b);
EXPORTED("add_range") int add_range(int first, int count);

int add(int a, int b)
{
    return a + b;
}

/* The sum of add(i, i) over first <= i < first + count. */
int add_range(int first, int count)
{
    int total = 0;

    for (int i = first; i < first + count; i++) {
        total += add(i, i);
        __asm__ volatile("" : "+r"(total)); /* or the compiler works out the sum without a loop */
    }
    return total;
}
