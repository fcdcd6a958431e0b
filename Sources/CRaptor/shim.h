#include <raptor.h>

/* Macros of raptor.h that Swift does not import. */
static inline raptor_world *portulan_raptor_new_world(void) { return raptor_new_world(); }
