/* Random numbers against the published generators, and their distributions against theory. */
#include <math.h>

#include "cmocka_all.h"
#include "random.h"

#define DRAWS 40000

/* Rosetta Code, "Pseudo-random numbers/Splitmix64", seed 1234567. */
static void seeding_is_splitmix64(void **state)
{
    struct random_source source;

    (void)state;
    random_start(&source, 1234567);
    assert_true(source.state[0] == UINT64_C(6457827717110365317));
    assert_true(source.state[1] == UINT64_C(3203168211198807973));
    assert_true(source.state[2] == UINT64_C(9817491932198370423));
    assert_true(source.state[3] == UINT64_C(4593380528125082431));
}

/* The reference vector of rust-random/rand_xoshiro: state 1, 2, 3, 4. */
static void bits_are_xoshiro256_starstar(void **state)
{
    static const uint64_t expected[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    struct random_source source = {{1, 2, 3, 4}};

    (void)state;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_true(random_bits(&source) == expected[i]);
}

static void below_reaches_every_number_equally_and_no_other(void **state)
{
    enum { BOUND = 6 };
    size_t seen[BOUND] = {0};
    struct random_source source;

    (void)state;
    random_start(&source, 1);
    for (size_t i = 0; i < (size_t)10000 * BOUND; i++) {
        const uint32_t drawn = random_below(&source, BOUND);
        assert_true(drawn < BOUND);
        seen[drawn]++;
    }
    /* 10,000 expected; 5 standard deviations are 456. */
    for (size_t i = 0; i < BOUND; i++)
        assert_in_range(seen[i], 9544, 10456);
    assert_int_equal(random_below(&source, 1), 0);
}

static void normal_has_mean_0_and_variance_1(void **state)
{
    struct random_source source;
    double sum = 0;
    double squares = 0;

    (void)state;
    random_start(&source, 5);
    for (size_t i = 0; i < DRAWS; i++) {
        const double x = random_normal(&source);
        sum += x;
        squares += x * x;
    }
    assert_true(fabs(sum / DRAWS) < 5 / sqrt(DRAWS));
    assert_true(fabs(squares / DRAWS - 1) < 5 * sqrt(2.0 / DRAWS));
}

/* With a bound of 3 * 2^30 the quarter of the draws that would favour some numbers is drawn again. */
static void below_draws_again_where_some_numbers_would_come_too_often(void **state)
{
    enum { THIRDS = 3 };
    const uint32_t third = UINT32_C(1) << 30;
    struct random_source source;
    size_t counts[THIRDS] = {0};

    (void)state;
    random_start(&source, 6);
    for (size_t i = 0; i < DRAWS; i++)
        counts[random_below(&source, THIRDS * third) / third]++;
    for (size_t i = 0; i < THIRDS; i++)
        assert_true(fabs((double)counts[i] - DRAWS / 3.0) < 5 * sqrt(DRAWS * 2.0 / 9));
}

static void unit_is_never_zero_nor_one(void **state)
{
    struct random_source source;

    (void)state;
    random_start(&source, 3);
    for (size_t i = 0; i < 10000; i++) {
        const double u = random_unit(&source);
        assert_true(u > 0 && u < 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(seeding_is_splitmix64),
        cmocka_unit_test(bits_are_xoshiro256_starstar),
        cmocka_unit_test(below_reaches_every_number_equally_and_no_other),
        cmocka_unit_test(normal_has_mean_0_and_variance_1),
        cmocka_unit_test(below_draws_again_where_some_numbers_would_come_too_often),
        cmocka_unit_test(unit_is_never_zero_nor_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
