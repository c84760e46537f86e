/* Numbers and words, read strictly: a claim that is read wrongly would be judged wrongly. */
#include "tollgate/claims/claim_values.h"

#include <math.h>
#include <string.h>

#include "tollgate/text/number.h"

const char CLAIM_YEARS[] = "a year (allowed: four digits, such as 2019)";
const char CLAIM_OPENINGS[] = "one of: yes, second-hand";
const char CLAIM_NUMBERS[] = "a number or a range (allowed: 1.5, 1.5..2.3, >= 1.5, <= 2.3)";
const char CLAIM_IDS[] = "the name of a claim (allowed: lower-case letters, digits, hyphens)";

bool claim_read_year(const char *text, uint64_t *year)
{
    return strlen(text) == 4 && *text != '0' && number_count(text, 4, year);
}

bool claim_read_opened(const char *text, bool *second_hand)
{
    *second_hand = strcmp(text, "second-hand") == 0;
    return *second_hand || strcmp(text, "yes") == 0;
}

/* All of text[length] but the blanks around it. */
static bool read_number(const char *text, size_t length, double *number)
{
    while (length > 0 && *text == ' ') {
        text++;
        length--;
    }
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return number_decimal(text, length, number);
}

bool claim_read_published(const char *text, struct published *published)
{
    const char *const dots = strstr(text, "..");
    const size_t length = strlen(text);

    *published = (struct published){-INFINITY, INFINITY};
    if (strncmp(text, ">=", 2) == 0)
        return read_number(text + 2, length - 2, &published->low);
    if (strncmp(text, "<=", 2) == 0)
        return read_number(text + 2, length - 2, &published->high);
    if (dots)
        return read_number(text, (size_t)(dots - text), &published->low)
            && read_number(dots + 2, strlen(dots + 2), &published->high) && published->low <= published->high;
    if (!read_number(text, length, &published->low))
        return false;
    published->high = published->low;
    return true;
}

bool claim_id_is_good(const char *id)
{
    return *id && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}
