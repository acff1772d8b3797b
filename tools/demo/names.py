"""Invented names: people, and companies that one could meet in a river city."""

from tools.demo.chance import Chance


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = tuple(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = _words(
    "志远 文静 思源 佳宁 建华 晓梅 子轩 雨薇 国庆 丽娟 浩然 欣怡 振宇 春燕 家豪 梦洁 永强 秀兰 俊杰 诗涵 "
    "海涛 雪梅 立新 嘉怡 世昌 慧敏 天佑 若溪 卫东 婉婷 鹏飞 可欣 学军 静怡 少华 语嫣 克勤 玉珍 泽民 安琪 "
    "翀 婧 昇 珺 骅 炜 㛃 堃 喆 龑"
)
_BRANDS = _words(
    "恒沛 启澜 嘉砺 明湛 润沄 合晟 铭泽 德昀 博屿 天璟 瑞湖 森禾 万泓 宏煦 安朔 智穹 华骁 泰沣 新垣 东篱 "
    "卓岚 广麓 康颐 星漪 中鼎汀 诚睦 锦洲 利岳 永沐 元朴 和畅 金穗源 同舟 尚品轩 盛川 海澄 青禾 百纳 千帆 通衢 "
    "峻合 伟业达 隆晖 佳木 昌邺 信渡 富沃 双溪 汇川汀 长桥"
)
_TRADES = _words(
    "机械制造 精密铸造 新材料科技 医药 生物科技 建筑工程 市政园林 商贸 供应链管理 国际贸易 食品 粮油 水产 纺织 服饰 "
    "电子科技 半导体材料 汽车零部件 新能源科技 光伏发电 水务 环保科技 物流 港务 仓储 化工 涂料 包装印刷 纸业 家居 "
    "建材 混凝土 钢结构 酒店管理 文化旅游 教育科技 信息技术 软件 医疗器械 农业开发 种业 船舶配套 电缆 阀门 轴承 模具"
)
_PREFIXES = ("云汀市", "云汀", "云汀", "")
_ENDINGS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
_TRADING = ("国际贸易", "水产", "纺织", "服饰", "电子科技", "家居", "汽车零部件", "船舶配套", "阀门", "轴承")


def company(chance: Chance, taken: set[str], *, exporting: bool) -> str:
    """A company's name that nobody has yet; it is taken from then on."""
    while True:
        trade = chance.one_of(_TRADING if exporting else _TRADES)
        name = chance.one_of(_PREFIXES) + chance.one_of(_BRANDS) + trade + chance.one_of(_ENDINGS)
        if name not in taken:
            taken.add(name)
            return name


def contact(chance: Chance) -> str:
    """A person one speaks to there, as a customer list names them."""
    who = chance.one_of(SURNAMES)
    return who + chance.one_of(("总", "经理", "会计", "主管", *GIVEN[:12]))
