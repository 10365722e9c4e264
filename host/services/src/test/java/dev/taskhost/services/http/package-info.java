@NullMarked
package dev.taskhost.services.http;

import org.jspecify.annotations.NullMarked;
