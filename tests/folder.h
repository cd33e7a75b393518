/* Folders that tests make and take away. */
#ifndef CK_TESTS_FOLDER_H
#define CK_TESTS_FOLDER_H

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* With all that is in it. */
static inline void remove_folder(const char *dir)
{
	DIR *d = opendir(dir);
	for (struct dirent *e; d && (e = readdir(d));) {
		char path[PATH_MAX];
		if (e->d_name[0] == '.' || snprintf(path, sizeof path, "%s/%s", dir, e->d_name) >= (int)sizeof path)
			continue;
		if (unlink(path))
			remove_folder(path);
	}
	if (d)
		closedir(d);
	rmdir(dir);
}

#endif
