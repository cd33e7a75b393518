/* Kinds of state, from state.def. */
#ifndef CK_STATE_H
#define CK_STATE_H

/* Arena that states of a kind lie in; NULL: no such kind. */
const char *ck_state_arena(const char *kind);

/* The i-th arena that states lie in, each once, in order of the table; NULL past the end. */
const char *ck_state_arena_at(int i);

#endif
