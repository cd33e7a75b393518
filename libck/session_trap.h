/* What generated code calls of a session, and the diagnostics of its traps. user is a struct ck_session. */
#ifndef CK_SESSION_TRAP_H
#define CK_SESSION_TRAP_H

#include "session.h"

void ck_session_barrier(void *user, int rank);
void ck_session_trap(void *user, int op, enum ck_trap what, int64_t where);

/* The diagnostic of s->trap, while the arenas are as the step left them. */
void ck_session_report(const struct ck_session *s, const struct ck_session_program *p);

#endif
