/* The session's part for states that keep what was: see session.h. */
#ifndef CK_SESSION_STATE_H
#define CK_SESSION_STATE_H

#include "session.h"

/* A sequence begins: what the slot's recurrent states held is forgotten. */
void ck_session_clear(struct ck_session *s, int32_t slot);

#endif
