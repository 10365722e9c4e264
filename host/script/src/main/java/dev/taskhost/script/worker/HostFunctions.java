package dev.taskhost.script.worker;

import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/** Functions of the host, as a driver sees them: an object whose members can be called, and not be replaced. Thread-safe. */
public record HostFunctions(Map<String, ProxyExecutable> members) implements ProxyObject {
    public HostFunctions {
        members = Map.copyOf(members);
    }

    @Override
    public @Nullable Object getMember(String key) {
        return members.get(key);
    }

    @Override
    public Object getMemberKeys() {
        return members.keySet().toArray();
    }

    @Override
    public boolean hasMember(String key) {
        return members.containsKey(key);
    }

    @Override
    public void putMember(String key, Value value) {
        throw new UnsupportedOperationException("the host's functions cannot be replaced");
    }
}
