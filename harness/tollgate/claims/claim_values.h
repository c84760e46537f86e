/* Values of a claim that have a form of their own. */
#ifndef TOLLGATE_CLAIM_VALUES_H
#define TOLLGATE_CLAIM_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* What was published: low = high for one number, an infinite end for `>=` and `<=`. */
struct published {
    double low;
    double high;
};

/* Each is false where the text is not one of what the sentence beside it says. */
bool claim_read_year(const char *text, uint64_t *year);
bool claim_read_opened(const char *text, bool *second_hand);
bool claim_read_published(const char *text, struct published *published);
bool claim_id_is_good(const char *id);

extern const char CLAIM_YEARS[];
extern const char CLAIM_OPENINGS[];
extern const char CLAIM_NUMBERS[];
extern const char CLAIM_IDS[];

#endif
