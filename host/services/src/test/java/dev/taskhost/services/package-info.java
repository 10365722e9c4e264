@NullMarked
package dev.taskhost.services;

import org.jspecify.annotations.NullMarked;
