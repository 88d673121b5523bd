"""The scripts that Redis runs as one step."""

NEWS = "lotse:news"  # the channel on which the ids of changed conversations are announced

# KEYS record, messages, answers, lock
# ARGV owner, conversation, seconds, most messages, client id, answer, n, n × (number, message), record fields
COMMIT = f"""
if redis.call('GET', KEYS[4]) ~= ARGV[1] then return 'late' end
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('DEL', KEYS[4])
  return 'gone'
end
local seconds = math.max(tonumber(ARGV[3]), redis.call('TTL', KEYS[1]))  -- an appointment lets it live longer
local n = tonumber(ARGV[7])
if n > 0 then redis.call('ZADD', KEYS[2], unpack(ARGV, 8, 7 + n)) end
redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -tonumber(ARGV[4]) - 1)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 8 + n))
if ARGV[5] ~= '' then redis.call('HSET', KEYS[3], ARGV[5], ARGV[6]) end
for key = 1, 3 do redis.call('EXPIRE', KEYS[key], seconds) end
redis.call('DEL', KEYS[4])
redis.call('PUBLISH', '{NEWS}', ARGV[2])
return 'kept'
"""

# A message that is no answer: a reminder. Not while another is being answered, which has its number already.
# KEYS record, messages, answers, lock
# ARGV conversation, message (its number is "id": 0), notice: the same one again changes nothing
TELL = f"""
if redis.call('EXISTS', KEYS[4]) == 1 then return -1 end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if redis.call('HSETNX', KEYS[3], ARGV[3], '') == 0 then return 1 end
redis.call('EXPIRE', KEYS[3], redis.call('TTL', KEYS[1]))
local number = redis.call('HINCRBY', KEYS[1], 'last', 1)
local text = string.gsub(ARGV[2], '"id": 0', '"id": ' .. number, 1)
redis.call('ZADD', KEYS[2], number, text)
redis.call('PUBLISH', '{NEWS}', ARGV[1])
return number
"""

# KEYS lock; ARGV owner
RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
