/** Who is told of what. */
@NullMarked
package dev.taskhost.notice.route;

import org.jspecify.annotations.NullMarked;
